# The answer's own sentences where a model takes part
answer-read-as = I read “{ $words }” as { $place }.
