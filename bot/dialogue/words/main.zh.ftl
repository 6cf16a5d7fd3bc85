# 通用
start =
    你好，我是算力券助手。你可以：
    · 直接提问，例如“庆阳算力券补多少？”——每句话都注明出处
    · 发送 /check 做资格预审，一次对照所有项目
    · 发送 /apply 开始申请，/status 查看进度

    I also speak English: just write in English or send /language.
start-again = 你还有一个没答完的问题。继续，还是重新开始？
button-resume = 继续
button-restart = 重新开始
help =
    怎么用：
    直接提问，例如“深圳训力券最高多少？”“哪些城市现在可以申请？”
    /check 资格预审　/apply 申请　/status 进度
    /sources 上一个回答的来源　/person 转人工
    /language 语言　/reset 清空对话
    /privacy 隐私　/my_data 导出我的数据　/delete_me 删除我的数据
language-name = 中文
language-ask = 用哪种语言？
language-set = 好的，之后用中文。
language-unknown = 我会中文和英文，请发送 /language zh 或 /language en。
reset-done = 已清空本次对话和已填的信息。
sources-none = 还没有带来源的回答。先问一个问题吧。
sources-lead = 上一个回答的来源：
source-no-address = （没有可公开的网址）
privacy = 我会保存你的提问、回答和你填写的信息，用来继续对话和改进知识库；不会转给第三方。/my_data 可导出，/delete_me 可删除。
rated-up = 谢谢，已记下。
rated-down = 谢谢，已记下。需要的话，发送 /person 可转人工。
rated-gone = 这个回答已经评不了了。
media-voice = 我听不了语音，请打字告诉我。
media-sticker = 收到表情。有算力券的问题，直接打字问我就好。
media-contact = 我不需要名片，请不要发送他人的联系方式。
media-location = 我看不了定位，请直接写城市或区的名字，例如“深圳南山”。
media-other = 这种消息我读不了，请用文字提问。
unknown-command = 没有这个命令，/help 可以看到全部。
too-long = 这条消息太长了，请控制在{ $most }字以内，把问题写在最前面。
too-many = 问得有点快，请过一分钟再问。之前的问题都没有丢。
failed = 抱歉，刚才出了故障，没能回答。请稍后再试；如需反馈，请报编号 { $reference }。
button-person = 转给工作人员
# 终端
terminal-hello = 算力券助手。直接提问；/help 看用法，/quit 退出。
terminal-building = 首次使用，正在建立索引
terminal-choose = （输入编号或文字）
terminal-no-file = 找不到这个文件：{ $path }
terminal-bye = 再见。
source-line = { $label } { $document }：{ $clause }
source-since = 自{ $since }起
source-until = 至{ $until }
