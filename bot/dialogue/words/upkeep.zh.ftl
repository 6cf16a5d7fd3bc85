# 知识库维护：收文、预览、发布、未答问题、人工答复。
upkeep-not-editor = 这里只有编辑和管理员可以操作。
upkeep-in-private = 请在私聊里发文件和管理知识库。
upkeep-overview = 知识库：当前版本 { $release }，共 { $documents } 份文件。
    { $pending ->
        [0] 没有待发布的改动。
       *[other] 有 { $pending } 份文件的改动待发布。
    }
    { $gaps ->
        [0] 没有待答的问题。
       *[other] 有 { $gaps } 个问题没有答好。
    }
    把文件（PDF、Word、网页、Markdown、文本或 Excel）直接发给我，就能收进知识库。
upkeep-none = 无
button-kn-preview = 预览改动
button-kn-publish = 发布
button-kn-gaps = 未答问题
button-kn-confirm = 确认发布
button-kn-history = 历史
button-kn-rollback = 退回上一版
button-kn-accept = 收进知识库
button-kn-discard = 不要
button-kn-answer = 答复
button-kn-settle = 不需要答复
button-kn-take = 我来答
button-kn-keep = 收为常见问题
button-kn-only-send = 只发给提问者
button-person-ask = 请工作人员回答

upkeep-unreadable-scan = 这是扫描件或图片，里面没有文字；请发有文字的版本。
upkeep-unreadable-encrypted = 文件有密码保护；请去掉密码后再发。
upkeep-unreadable-broken = 文件已损坏，打不开；请另存一份再发。
upkeep-unreadable-too_large = 文件太大（最多20MB、1000页）；请拆开后再发。
upkeep-unreadable-bomb = 文件解压后大得不正常，没有打开。
upkeep-unreadable-wrong_extension = 文件名的后缀和内容不一致；请改成正确的后缀再发。
upkeep-unreadable-unsupported = 这种文件读不了；请发PDF、Word、网页、Markdown、文本、Excel或CSV文件。
upkeep-unreadable-old_office = 这是2007年以前的Office格式；请另存为.docx或.xlsx再发。
upkeep-unreadable-empty = 文件里没有文字。
upkeep-unreadable-too_slow = 文件读得太久了；请拆开后再发。
upkeep-unreadable-garbled = 文件里读到的不是中文或英文正文，可能是乱码；请发可以复制文字的版本。
upkeep-unreadable-thin = 文件里几乎没有读到正文；请把文件本身另存为Word、PDF或文本后再发。
upkeep-unreadable-form = 这是只有Adobe Reader才能显示的动态表单；请打印成PDF后再发。

upkeep-proposal = 《{ $title }》
    编号：{ $id }；发布机关：{ $issuer }；文号：{ $number }；地区：{ $regions }
    印发：{ $issued }；施行：{ $since } 至 { $until }
    共 { $clauses } 条，{ $statements } 句。
upkeep-proposal-supersedes = 替代：{ $documents }
upkeep-ask = 拿不准：{ $name }。{ $reason }请回复正确的内容，没有就回复“无”，要保留“{ $value }”就回复“好”。
upkeep-key-title = 标题
upkeep-key-issuer = 发布机关
upkeep-key-document_number = 文号
upkeep-key-regions = 地区
upkeep-key-issued = 印发日期
upkeep-key-since = 施行日期
upkeep-key-until = 失效日期
upkeep-key-text = 正文
upkeep-doubt-not_found = 文中没有找到。
upkeep-doubt-guessed = 是推测的。
upkeep-doubt-elsewhere = 不在文件开头。
upkeep-doubt-before_start = 早于施行日期。
upkeep-doubt-recognised = 正文由图像识别得来，可能有错字，请核对。
upkeep-doubt-addresses_program = 有一句像是写给程序的指令，只会被当作正文：“{ $value }”
upkeep-not-understood = 没看懂“{ $text }”。
upkeep-accepted = 已收下，还没有发布。现在可以预览改动。
upkeep-discarded = 好，没有收下。
upkeep-gone = 这份文件已经处理过了。
upkeep-found-duplicate = 内容与已有的《{ $title }》（{ $document }）相同。
upkeep-found-nearly_duplicate = 内容与已有的《{ $title }》（{ $document }）有 { $new } 相同。
upkeep-found-same_number = 文号“{ $new }”已属于《{ $old }》（{ $document }）。
upkeep-found-overlap = 与现行的《{ $title }》（{ $document }）有效期重叠：{ $new }；{ $old }。
upkeep-found-contradiction = 与现行的《{ $title }》（{ $document }）数字不一致：新“{ $new }”；旧“{ $old }”。
upkeep-found-same_id = 编号与《{ $title }》相同。

upkeep-nothing = 没有要发布的改动。
upkeep-preview-head = 版本 { $release } 会带来这些变化：
upkeep-document-added = ＋ 新增《{ $title }》（{ $document }），{ $clauses } 条
upkeep-document-removed = － 撤下《{ $title }》（{ $document }）
upkeep-document-reworded = ～ 修改《{ $title }》（{ $document }）
upkeep-clause-added = 新增条款“{ $title }”
upkeep-clause-removed = 删去条款“{ $title }”
upkeep-clause-reworded = 改写条款“{ $title }”
upkeep-particular = { $name }：{ $before } → { $after }
upkeep-figure = 数字 { $before } → { $after }
upkeep-before = 原：{ $text }
upkeep-after = 新：{ $text }
upkeep-answers = { $golden } 个标准问题、{ $real } 个近一个月的真实问题会有不同的回答。
upkeep-answer-changed = 问：{ $question }
    原（{ $before_outcome }）：{ $before }
    新（{ $after_outcome }）：{ $after }
upkeep-regression = 标准问题“{ $id }”原来答对，现在会答错：{ $reasons }
upkeep-broken = 规则“{ $programme }”在文件里会失去依据：{ $faults }
upkeep-rule = 规则“{ $programme }”引用的条款“{ $clause }”（{ $document }）{ $vanished ->
        [yes] 不见了
       *[no] 有改动
    }
upkeep-touched = 涉及 { $drafts } 份申请草稿、{ $verdicts } 个已保存的预审结果。
upkeep-more = 另有 { $count } 项。
upkeep-held = 没有发布，当前版本照常服务：
upkeep-left-out = 以下文件无法发布，已留下未发，请改正或撤回：{ $fault }
upkeep-except = 如果确实应当这样，请再点“发布”：第一行写发布的原因，然后为 { $names } 各写一行“名称 = 理由”。
upkeep-except-unknown = “{ $name }”没有出错，不必列为例外。
upkeep-awaits = 版本 { $release } 已备好，等另一位同事确认。也可以用命令：voucherbot knowledge publish --confirm { $release }
upkeep-published = 已发布版本 { $release }，正在运行的机器人几秒内就会使用。{ $told ->
        [0] {""}
       *[other] 已告知 { $told } 位受影响的创业者。
    }
upkeep-ask-reason = 请用一句话说明为什么发布。
upkeep-rolled-back = 已退回版本 { $release }。
upkeep-busy = 有人正在发布，请稍后再试。
upkeep-history-line = { $at } { $release } { $action ->
        [rollback] 退回
       *[publish] 发布
    } { $author }：{ $reason }{ $confirmed ->
        [none] {""}
       *[other] （{ $confirmed } 确认）
    }{ $summary ->
        [none] {""}
       *[other] ［{ $summary }］
    }

gaps-button = { $number }
gaps-none = 没有没答好的问题。
gaps-head = 没答好的问题，按问的人数排列：
gaps-line = { $number }. { $question }（{ $people } 人，{ $reasons }）
gaps-why-not_covered = 没有依据
gaps-why-partial = 只答了一部分
gaps-why-disliked = 差评
gaps-why-handed_over = 请人工回答
gaps-detail = { $question }
    { $people } 人问过。
gaps-also = 也有人这样问：{ $questions }
gaps-ask-answer = 请写下给提问者的答复。
gaps-ask-source = 依据是什么？请回复文件名或网址；没有依据就回复“无”。
gaps-keep = 要把它收为常见问题吗？发布后，机器人会用它回答同样的问题。
gaps-sent = 已发给 { $people } 位提问者。{ $document ->
        [none] {""}
       *[other] 已写入 { $document }，下次发布生效，同时成为一个标准问题。
    }
gaps-late = 这个问题已经有人处理了。
gaps-settled = 好，已从列表里拿掉。

person-somebody = 工作人员
person-which = 想请工作人员回答什么问题？请直接写给我。
person-handed-over = 已转给工作人员：“{ $question }”
    他们回复后我会发到这里。等待的时候，您可以照常问我。
person-taken = { $name } 正在处理您的问题。
person-answer = { $name }（工作人员）答复您的问题“{ $question }”：

    { $answer }

    之后的问题仍由机器人回答；还需要人工，请发 /person。
person-answer-source = 依据：{ $source }
person-for-staff = 有人请工作人员回答：
    { $question }

    { $gist }
person-founder = 创业者
person-bot = 机器人
person-taken-by-you = 好，由您来答。请写下答复。
person-changed = 知识库有更新，涉及您的草稿或预审结果：{ $documents }。请再看一遍，需要时重新预审：/check
