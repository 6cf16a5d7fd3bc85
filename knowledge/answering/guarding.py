"""What is not answered: attempts to misuse the bot, and what has nothing to do with vouchers."""

import re
from functools import lru_cache

from knowledge.language import fold

_MISUSE = re.compile(
    r"(ignore|disregard|forget|override|bypass) .{0,25}(instruction|rule|guideline|prompt|restriction|polic(y|ies) (you|that you)|above|previous|citation|source)"
    r"|system prompt|(show|reveal|print|repeat|tell me|give me|output|what('s| is)) .{0,15}(your|the) .{0,15}(prompt|instructions|system message|configuration|api key|token\b(?! subsid))"
    r"|you are (now|no longer)|act as (if|a|an)\b|pretend (to be|you|that)|developer mode|jailbreak|\bdan mode|role-?play"
    r"|(say|tell (me|them|him|her)|confirm|state|write|pretend|certify|guarantee|promise|declare) .{0,30}(i am|i'm|we are|we're|my (company|application) is|that .{0,20} is) .{0,15}(approved|eligible whatever|accepted|qualified|granted)"
    r"|(approve|grant|pay|accept|mark) .{0,12}(my|our|this|the) (application|claim|request|voucher).{0,20}(now|right away|immediately|anyway|as approved)?$"
    r"|(other|another|someone else|somebody else|competitor|rival)('?s)? ?('s|s'|')?[^.?!]{0,15}(founder|applicant|compan|user|firm|people|startup)?[^.?!]{0,12}('s|s')? ?(data|application|file|phone|e-?mail|credit code|details|answers|documents|facts|conversation|number|contact|bank|contract)s?\b(?! (must|need|require|do))"
    r"|(list|show|export|dump|give) .{0,20}(all|the|every) (user|founder|applicant|application)s?('| |$)"
    r"|(make|made) up .{0,20}(citation|source|figure|number|clause|document|quote)|invent .{0,20}(citation|source|figure|number|clause|document|quote)|without (any )?(source|citation|proof|verification).{0,30}(say|tell|answer|claim)"
    r"|api[ -]?keys?\b|database url|\bpasswords?\b|credentials|from now on|memori[sz]e (it|this|that)|i('m| am) (the|an|your) (admin|developer|owner|operator|creator|reviewer|boss)"
    r"|(approve|reject|delete|change|edit) .{0,10}application (no\.? ?|number )?\w*\d|密码|密钥|从现在(起|开始)|记住(这|以下|：|:)|我是(你的)?(管理员|开发者|审核员|老板|主人)"
    r"|fake .{0,12}(document|contract|invoice|citation|approval|certificate)|forge |falsif(y|ied) |cheat the|how (can|do|could) (i|we) (cheat|defraud|game|trick)"
    r"|<\s*/?\s*(system|assistant|instruction)|\[\s*(system|inst)\b|\bsystem\s*:|new instructions?\s*:|drop table|select \* from|rm -rf"
    r"|(忽略|无视|忘记|忘掉|跳过|绕过|不要遵守|别管).{0,15}(指令|规则|设定|提示|限制|要求|上面|之前|以上|前面|出处|来源|引用)"
    r"|系统提示|提示词|(告诉|显示|输出|打印|透露|发|给).{0,10}(你的|系统).{0,6}(prompt|指令|设定|配置|密钥|口令|规则原文|令牌)|你现在(是|不再)|假装|扮演|开发者模式|越狱|角色扮演|进入.{0,6}模式"
    r"|(说|告诉|确认|宣布|证明|写|保证|承诺|回答).{0,12}(我|我们|公司|本公司).{0,10}(已经|已|一定|肯定|必定)?.{0,4}(获批|通过审核|审核通过|审批通过|批准了|被批准|通过了|能通过|能获批|已通过)"
    r"|(直接|马上|立刻|现在就|帮我|给我).{0,8}(批准|审批通过|批了)|(帮我|给我).{0,6}(打款|通过)"
    r"|(phone|mobile|e-?mail|address|wechat|name)s?( number)? of (the|a|an|another|some) ([\w-]+ ){0,3}(founder|applicant|winner|recipient)"
    r"|(把|将).{0,8}(审批|审核|申请|状态|结果).{0,8}(改|设|标|写|调)(成|为|到).{0,6}(通过|批准|同意|合格)|(set|change|turn|flip) .{0,20}(status|application|claim|result) (to|into|as) .{0,8}(approved|granted|accepted|passed)"
    r"|(别的|其他|另一家|另外一家|别人|人家|竞争对手|隔壁|某某|他人|别家)(的|家|公司|创始人|企业|申请人|用户)*.{0,8}(申请|资料|数据|电话|手机|信用代码|材料|账号|合同|信息|进度|隐私|答案|联系方式|银行|对话|记录)(?!.{0,3}(要求|条件|需要|怎么))"
    r"|(隔壁|别的|其他|另一家|人家|竞争对手|同行)的?公司.{0,20}(填|交|提交|申请|合同金额|拿了|数据库)|(所有|全部|全体)(用户|创始人|申请人|申请者).{0,8}(名单|资料|信息|数据|电话|申请|列)"
    r"|(编|做|造|弄|搞|开|写|准备|p)(一|几)?(份|张|个|套|些)?(虚)?假|假(的)?.{0,6}(合同|发票|材料|证明|流水|公章).{0,8}(来|好|去|能|可以)?(套|骗)|套(取|现|点|出).{0,8}(券|补贴|资金|钱)|去套"
    r"|(编造|伪造|虚构|杜撰|瞎编|编一个|编个).{0,10}|(怎么|如何|教我|帮我).{0,6}(骗补|造假|套取|骗取|做假)|新指令|系统\s*[:：]"
)  # fmt: skip

_TO_ANSWERER = re.compile(
    r"\b(ai|virtual) (assistants?|agents?|chatbots?)\b.{0,30}\b(must|should|shall|have to|tell|say|answer)|language models? (must|should)|(the|this) (bot|assistant|chatbot) (must|should|shall)|</?\w+>"
    r"|(ai|智能|人工智能|本)?(助手|机器人|语言模型)(在回答时|回答时)?(必须|应当|应该|须|要|请)|回答(用户|提问)时(必须|应当|请)|请(告诉|宣布|回答)(用户|提问者)"
    r"|\byou are now\b|\bignore .{0,25}(instruction|prompt)|你现在是|(忽略|无视).{0,12}(指令|提示)"
)
"""Words by which a statement speaks to whoever answers, not to applicants."""

_DOMAIN = re.compile(
    r"voucher|comput|knowledge base|〔\d{4}〕|\bgpu|subsid|\bopc\b|one-person|token|corpus|corpora|training|inference|fine-?tun|model|\bai\b|artificial intell|data ?cent|"
    r"\b(get|claim|receive|use|spend|redeem|sell|hand out|issue|give|offer)s? (it|them|one|these|those|this)\b|grant\b|apply|applic|eligib|\bcaps?\b|ceiling|\brate\b|redeem|programme|program\b|polic(y|ies)|fund|startup|start-up|filing|filed|east data|export control|\bchip|"
    r"券|算力|训力|补贴|补助|奖补|资助|扶持|政策|申请|申报|申领|兑付|大模型|模型|智能|语料|词元|备案|东数西算|芯片|孵化|创业|初创|企业|公司|截止|划算|知识库|上限|比例|材料|资金|办法|措施|一人公司"
)
_CHORES = re.compile(
    r"(write|compose|make|draft|sing|tell|give)( me| us)? (a|an|some|the) .{0,20}(poem|song|story|essay|joke|haiku|rap|lyrics|limerick|novel|recipe|python|javascript|code|script|function|program that|cover letter|speech|tweet|sonnet)"
    r"|(python|javascript|java|sql|regex|c\+\+|rust) (code|script|function|query|program)|\bsort a list\b|\bdebug\b|\bpoem\b|\bhaiku\b|\bweather\b|\b(rain|snow)(ing|y)?\b|\brecipe\b|horoscope|football|world cup|\bjoke|stock price|bitcoin|lottery|translate .{0,40}(into|to) |"
    r"\bcapital of\b|restaurant|hot ?pot|sightsee|tourist|flight|hotel|movie|birthday|\bvisa\b|income tax|\bvat\b|tax return|personal tax|girlfriend|boyfriend|homework|"
    r"(?:(?<![我们人家司在会])|(?<=[帮给替]我)|(?<=[帮给替]我们))(写|作|来|编|讲|创作|唱).{0,4}(一)?(首|篇|段|个|支|则)?.{0,12}(诗|歌|故事|作文|笑话|代码|程序|小说|脚本|情书|对联|顺口溜|段子|演讲稿|文案)|天气|优惠券|消费券|菜谱|笑话|星座|彩票|股票|股价|比特币|炒股|足球|世界杯|翻译成|翻译一下|旅游|酒店|机票|餐厅|电影|生日|个人所得税|个税|增值税|报税|签证|减肥|感冒|好玩|景点|美食|小吃|排序算法|爬虫|python|火锅|作业"
)
_SMALL_TALK = re.compile(
    r"^\W*(?:(?:(?:hi|hello|hey)(?: there| all| team| everyone)?|thanks?( you)?|thank you( very much| so much)?|ok(ay)?|bye|goodbye|good (morning|evening|afternoon)|你好|您好|谢谢|多谢|感谢|好的|再见|早上好|晚上好|在吗|嗨|哈喽|who are you|what can you do|你是谁|你能做什么|你会什么)\W*)+$"
)

_ABOUT_BOT = re.compile(
    r"\b(are|r) (you|u) (a |an |the |really )*(real|human|person|robot|bot|machine|ai|chatgpt|gpt|official|government|authority|from the government)\b|\bam i (talking|speaking|chatting) (to|with)\b|\bwho (made|built|runs|operates|is behind) (you|this bot)\b|\bwhat are you\W*$"
    r"|\bhow do you know\b|\bwhere (do|did) (you|u) (get|have|find|take|know) (this|that|it|these|the|your|all)\b.{0,20}(from|information|data|answers?|facts|rules)|\bhow (reliable|accurate|up[- ]to[- ]date|current|fresh|recent) (is|are) you|\b(what|where) (is|are) your (data|sources?|information|answers?|knowledge)\b|can i (trust|rely on) (you|your|this bot)"
    r"|你们?(是|算)(不是)?(真人|人工智能|机器人|机器|人工|官方|政府|ai|chatgpt|gpt)|你们?是(谁|哪家|哪个(单位|公司|部门))|谁(开发|做|运营|负责)(的|了)?你|你们?的?(数据|资料|信息|答案|知识库?|内容|消息)的?(来源|来自|从?哪|可靠|准|可信|靠谱|更新|多新|最新)|(怎么|如何|凭什么)(相信|信)你"
)


def is_misuse(text: str) -> bool:
    """Tell whether a message tries to make the bot break its rules or give away what is not the asker's."""
    return _MISUSE.search(fold(text)) is not None


@lru_cache(maxsize=20_000)
def speaks_to_answerer(statement: str) -> bool:
    """Tell whether a document's statement gives orders to whoever answers instead of a rule; remembered."""
    return _TO_ANSWERER.search(fold(statement)) is not None


def is_chore(text: str) -> bool:
    """Tell whether a message asks for something that other assistants are for."""
    return _CHORES.search(fold(text)) is not None


def is_small_talk(text: str) -> bool:
    """Tell whether a message is a greeting or thanks and no question."""
    return _SMALL_TALK.search(fold(text)) is not None


def asks_about_bot(text: str) -> bool:
    """Tell whether a message asks who or what it is talking to, and where the answers come from."""
    return _ABOUT_BOT.search(fold(text)) is not None


def speaks_of_vouchers(text: str) -> bool:
    """Tell whether a message has any word of this field."""
    return _DOMAIN.search(fold(text)) is not None
