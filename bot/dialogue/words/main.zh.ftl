# 通用
start =
    您好，我熟悉各地的算力券政策：谁能申请、补多少、怎么申请，每句话都注明出处。

    · 直接提问，例如“庆阳算力券补多少？”“哪些城市现在可以申请？”
    · /check 看看您能用哪些项目
    · /apply 准备申请，/status 查看进度

    I also speak English: just ask in English.
help =
    直接用自己的话提问，例如“深圳训力券最高多少？”接着追问也可以：“那厦门呢？”

    /check – 您能用哪些项目
    /facts – 您提供的信息，可修改
    /apply – 准备申请
    /status – 查看您的申请
    /sources – 上一条回答的依据
    /person – 转人工
    /language – 中文 / English
    /reset – 清除本次对话，重新开始
    /privacy – 保存了您的哪些信息
    /my_data – 查看全部个人数据
    /delete_me – 删除全部个人数据
small-hello = 您好。算力券的问题都可以问我，例如“庆阳算力券补多少？”
small-thanks = 不客气。还有想了解的，随时问我。
small-fine = 好的。关于算力券，还有什么想了解的吗？
small-bye = 再见，祝申请顺利。
small-who = 我是算力券政策问答机器人：依据政策文件回答问题，每句话都注明出处；也可以帮您看看能用哪些项目（/check）、准备申请（/apply）。发送 /help 查看全部功能。
language-name = 中文
language-which = 您想用哪种语言？
language-set = 好的，之后用中文。
language-unknown = 我会中文和英文：请发送 /language zh 或 /language en。
start-middle = 您还有一步没完成：直接回答我的问题即可继续。要重新开始，请选“重新开始”；本次对话中您提供的信息会清除，已建的申请不受影响。
start-over = 重新开始
reset-done = 本次对话和您填写的信息已清除。已开始的申请仍在，发送 /status 可查看。
sources-none = 我还没有给出带依据的回答，请先提一个问题。
sources-of = 对“{ $question }”的回答，依据如下：
privacy =
    我保存：您的提问和我的回答、您提供的信息、您的申请及其文件，以及您在本渠道的编号。用途：继续对话、办理申请、了解哪些问题没能答上来。

    问题在本机器人运营者自己的机器上处理，不出售、不转给他人。您转人工时，工作人员会看到该问题；您提交申请后，工作人员会看到该申请。

    /my_data 查看全部，并可撤回对姓名和联系方式的同意；/delete_me 全部删除。
rated-up = 谢谢，已记下。
rated-down = 谢谢，已记下。如果回答没帮上忙，发送 /person 可以转人工。
rated-gone = 这条回答已不能再评价。
command-unknown = 没有这个命令，发送 /help 可查看全部命令。
choice-gone = 这些按钮属于之前的步骤。请直接输入您的问题，或发送 /start 从当前进度继续。
nothing-to-choose = 现在没有可选的选项，请用文字写下您的问题。
nothing-said = 没有看到问题。请写一句话，例如“上海算力券补多少？”
medium-file = 不清楚这份文件的用途。如果是申请材料，请先发送 /status 打开对应的申请；如果是提问，请用文字写下来。
medium-photo = 我看不了申请以外的图片。提问请用文字；申请材料请通过 /status 提交。
medium-voice = 我听不了语音，请打字提问。
medium-sticker = 收到。有算力券的问题，直接打字问我就好。
medium-contact = 我不需要名片，也没有保存它。请打字提问。
medium-location = 我看不了定位，请直接写城市或区名，例如“深圳南山”。
medium-other = 我看不了这类消息，请用文字提问。
ask-what = 您想了解什么？请写在命令后面，或直接发下一条消息，例如“上海算力券补多少？”
ask-too-long = 这条消息有 { NUMBER($length) } 个字符，我一次读不了这么多。请控制在 { NUMBER($most) } 个以内，把重点写在前面。
ask-too-many = 您问得太快了，我来不及好好回答。请过一分钟再问。
ask-failed = 抱歉，现在查不了政策文件。请稍后再试；如果再次出现，请告知编号 { $reference }。
button-person = 转人工

# 终端
terminal-hello = 算力券问答：中英文都可以。/help 查看功能，/quit 退出。
terminal-building = 首次启动，正在读取政策文件
terminal-stopped = 已停止。/quit 退出。
terminal-bye = 再见。
terminal-no-file = 找不到文件 { $path }。
terminal-which-file = 哪个文件？请写 /file 加文件路径。
terminal-saved = 已保存为 { $path }
terminal-failed = 抱歉，出了故障，没能回答。如果再次出现，请告知编号 { $reference }。
source-title = 依据
source-quote = “{ $quote }”
source-from = 自 { $since } 起施行
source-until = 有效期至 { $until }
source-from-until = 有效期 { $since } 至 { $until }
source-page = 第 { $page } 页
