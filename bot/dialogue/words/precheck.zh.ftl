# 资格预审：提问、结论、信息的查看和修改。
check-hello = 我来看看您能用哪些算力券。只问会影响结论的几件事，一般不到十个问题；答不上来可以说“不清楚”或“跳过”，说“结果”随时看结论，中途也可以问政策问题。
check-in-private = 预审会问到单位的具体情况，请私聊我，发送 /check。
check-not-found = 没有找到“{ $what }”的算力券项目。可以换个城市或项目名称，也可以先看全部。
check-understood = 我的理解是这样，对吗？
check-places = 也想看看：{ $places }
check-edited = 我只从新消息里读取答案。要修改已有的信息，发送 /facts。
check-stopped = 好的，先到这里，您提供的信息我都记着。随时可以接着查。
misheard-confirm = 请点“没错”或“修改”，也可以直接补充。

fact-line = · { $label }：{ $value }
known-in-part = { $known }（还不知道是哪一天）
ask-exact-day = 您说是{ $known }。{ $question }
ask-finer-place = { $fact }是{ $place }。具体在下面哪个地方？不在其中，请直接输入市或区的名称。
noted-unknown = 好的，“{ $fact }”先空着。
noted-skipped = 跳过“{ $fact }”。
noted-team = 好的，按还没注册的团队来看。

yes-clean_record = 记录良好
no-clean_record = 有不良记录
yes-provider_related = 是关联方
no-provider_related = 不是关联方
yes-provider_listed = 在名单内
no-provider_listed = 不在名单内
yes-bought_on_platform = 通过平台购买
no-bought_on_platform = 没通过平台

misheard-place = 没有找到这个地方。请写中国境内的城市或区县，例如“深圳南山”，拼音也可以。
misheard-place-near = 没有找到这个地方，您是指下面这个吗？也可以重新输入。
misheard-places-same-name = 叫这个名字的地方不止一处，请选一个。
misheard-places-several = 您说了不止一个地方，请选一个。
misheard-choice = 没能对应到下面的选项，请选一个，或换个说法。
misheard-several = 听起来不止一项，请只选一个。
misheard-yes-no = 请回答“是”或“否”。
misheard-either-way = “没有”有两种理解，请直接选一个。
misheard-money = 没看到金额。请写一个数，例如“180万”“一百八十万”或“1,800,000元”。
misheard-several-sums = 看到了不止一个金额，请只写一个；还没定的话，写最可能的数。
misheard-negative = 金额不能是负数，请再写一次。
misheard-currency = 请折算成人民币后写，例如“180万”。
misheard-too-much = 这个金额超过了一千亿元，请检查单位后再写一次。
misheard-small = 单位是元还是万元？请选一个。
misheard-number = 请写一个数，例如“100”。
misheard-date = 没看到日期。请写成“2024年3月15日”或“2024-03-15”。
misheard-date-impossible = 没有这一天，请检查后再写一次，例如“2024-03-15”。
misheard-date-future = 这一天还没到，请写营业执照上的成立日期；还没注册的话，说“不清楚”。
misheard-date-year = 是哪一年？请连年份一起写，例如“2024年3月15日”。
misheard-date-several = 看到了不止一个日期，请只写一个。
misheard-date-either = 看不出哪个是月、哪个是日，请写成“2024-03-15”这样。
misheard-date-order = 结束日期早于开始日期，请再写一次；如果是另一个写错了，发送 /facts 可修改。

result-title = 按您提供的情况，您所在地的项目：
result-so-far = 目前的结论（还有问题没问完，可能会变）：
result-none = 您所在地没有找到算力券项目。
result-past = 已被新政策取代，不再列出：{ $names }。
result-elsewhere = 另有{ $count }个其他地方的项目，多数以当地单位为对象。点“其他地方”可展开；如果您愿意迁址或在当地购买，说一声，例如“可以去庆阳买算力”。
result-indicative = 仅供参考，不是审批决定。
which-programme = 想看哪一个？
which-to-apply = 为哪一个准备申请？
details-source = 依据：{ $title }，{ $address }
elsewhere-unsaid = 文件没有写外地单位能否申请（{ $count }个）：
    { $names }
elsewhere-refused = 现有情况不符合（{ $count }个）：
    { $names }
elsewhere-go-there = 想看其中某个地方，直接说，例如“我们可以搬到成都”；只查一个，发送 /check 加城市或项目名称。

facts-none = 还没有您的信息。发送 /check 开始预审，或直接介绍一下，例如“我们是深圳的公司，去年3月成立，算力合同180万”。
facts-title = 您提供的信息，点一项可修改或删除：
facts-open = 还空着：{ $names }
fact-now = 目前：{ $value }
fact-removed = “{ $fact }”已删除。
which-is-wrong = 哪一项不对？点它修改。
changed-title = 结论有变化：
changed-nothing = 结论没有变化。
verdict-changed = · { $name }：{ $was } → { $now }
amount-changed = · { $name }：{ $was } → { $now }
verdict-eligible = 符合条件
verdict-ineligible = 不符合条件
verdict-undetermined = 还不能确定

button-check = 开始预审
button-dont-know = 不清楚
button-skip = 跳过
button-nothing = 没有（0元）
button-no-company = 还没注册公司
button-go-on-asking = 继续
button-details = 详细条件
button-other-details = 看另一个
button-only-this = 只查这一个
button-compare = 比较和组合
button-summary = 生成文件
button-apply = 申请
button-elsewhere = 其他地方
button-all-programmes = 看全部项目
button-my-facts = 我的信息
button-results = 回到结论
button-more = 更多
button-remove = 删除这一项
button-back-to-check = 回到预审
