# 回答中除引文以外的句子
answer-above = { $place }在知识库中没有自己的规则，以下是适用范围更大的“{ $programme }”。
answer-below = 知识库中没有{ $place }全域的规则，以下是其区域性的“{ $programme }”。
answer-draft = 注意：这只是征求意见稿（草案），尚未见到正式文本。
answer-superseded = 注意：该政策已被“{ $newer }”取代，新申报请看新政策。
answer-old-day = 以上按您所问的时间回答。
answer-expired = 注意：该政策的有效期已过。
answer-unverified = 该信息未经官方核实，请以官方文件为准。
answer-gap-topic = 知识库所见资料未载明“{ $programme }”的{ $topic }。
answer-partial-gap = 未覆盖：{ $what }。
answer-partial-item = { $programme }的{ $topic }（资料未载明）
answer-partial-place = { $place }（知识库中没有该地规则）
answer-not-covered = 知识库中没有能回答这个问题的内容，所以我不猜。
answer-no-rule = 知识库中没有{ $place }的算力券规则；这不等于当地没有，只是我手上没有依据。
answer-nearest = 最接近的是：{ $nearest }。
answer-offer-staff = 需要的话，发送 /person 可把问题转给工作人员。
answer-clarify-place = 各地规则不同。您问的是哪个城市（或区）？
answer-clarify-topic = 关于{ $place }，您想了解哪方面？
answer-clarify-other = 其他地方：直接输入名称
answer-out-of-scope = 我只回答算力券（训力券、模型券等）的政策问题，这个问题帮不上忙。可以问我：“深圳训力券最高多少？”
answer-greeting = 您好。我回答各地算力券政策的问题，并注明出处。例如：“庆阳算力券补多少？”“哪些城市现在可以申请？”
answer-about = 我是voucherbot，提供政策信息，不是主管部门，也不作审批结论。我依据知识库里的政策文件回答，每句话都注明出处和日期；办理前请以主管部门答复为准。您不发起申请，这里说的内容不会写入申请。
answer-refused = 这个我不能做：我只依据政策文件回答，不会改写规则、代作审批结论或透露他人信息。算力券的政策问题可以继续问我。
answer-failed = 抱歉，现在无法查询知识库，请稍后再试。
answer-empty = 没有看到问题。请写一句话，例如：“上海算力券补多少？”
answer-list-lead = 按知识库中的项目：
answer-list-none = 知识库中没有项目符合这一点。
answer-list-more = 另有{ $count }个项目未列出；说出地名可看详情。
answer-list-open = 在{ $day }这一天处于申报期或持续受理的项目：
answer-several = { $place }有多个项目，请对照：
topic-list = { $topics }
offer-topic-rate = 支持比例
answer-thanks = 不客气。有问题随时问我；发送 /check 可以看看哪些券适合贵公司。
answer-complaint = 抱歉没有帮到您。请用一句话告诉我地点和想了解的内容，或发送 /person 联系工作人员。
answer-person = 发送 /person 可以把问题转给工作人员，答复会发到这里。
answer-others-data = 我不能提供其他个人或企业的信息。您自己的申请可用 /status 查看，与您有关的存储内容可用 /my_data 查看。
plan-amount-line = { $name }：{ $told }。
plan-amount-of-line = { $name }（{ $line }）
plan-amount-step = { $base } × { $rate } = { $sum }
plan-amount-step-range = { $low_base }至{ $high_base } × { $rate } = { $low }至{ $high }
plan-amount-step-above = { $low_base }以上 × { $rate } = 至少{ $low }，最高{ $high }（上限）
plan-amount-step-from = { $low_base }以上 × { $rate } = 至少{ $low }
plan-amount-step-below = 不超过{ $high_base } × { $rate } = 不超过{ $high }
plan-amount-up-to = 最多{ $sum }
plan-amount-about = 约
plan-amount-capped = ，超过上限{ $cap }，最多得{ $sum }
plan-amount-within-cap = （上限{ $cap }）
plan-amount-cap-less-granted = ；上限{ $cap }减去已获批{ $granted }，还剩{ $sum }
plan-amount-less-others = ，减去其他财政资金{ $others }：{ $sum }
plan-amount-cut = ，计为{ $sum }
plan-amount-below-floor = ，但达不到下限，不予支持（{ $requirement }）
plan-amount-barred = 按您说的情况拿不到，因为不符合：{ $requirement }（否则{ $step }）
plan-amount-tier-if = 如果{ $condition }，则{ $step }
plan-amount-and = ；
plan-amount-list = 、
plan-amount-ceiling = 规则给出的是上限，不是承诺。
plan-amount-base = 计算基数是“{ $base }”，这里按您说的数额计算。
plan-amount-bases = 各地计算基数不同（合同金额、已结算金额或年度支出），这里都按您说的数额计算。
plan-amount-prorated = 前提是服务期全部在费用期内，超出部分按天数折算。
plan-amount-comes-off = { $what }须从中扣除。
plan-amount-granted-off = 今年已获批的金额要从上限中扣除。
plan-amount-per-month = 每月{ $monthly }，按{ $months }个月计共{ $total }。请问一共几个月？
plan-amount-per-month-told = { $monthly } × { $months }个月 = { $total }。
plan-amount-months = 这里按十二个月计算。请问一共几个月？
plan-amount-currency = 算力券按人民币计算。请问不含税折合人民币多少元？
plan-amount-no-formula = { $name }：算不出具体金额，所见文本没有给出可用于计算的比例；文本的说法见下
