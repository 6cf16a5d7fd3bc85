# 模型作答时，回答自己的句子
answer-read-as = 您说的“{ $words }”，我理解为{ $place }。
