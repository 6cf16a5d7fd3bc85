"""A greeting, thanks or a goodbye, and nothing else in the message."""

from knowledge.language import fold

_WORDS = {
    "hello": "hi|hello|hey|hi there|hello there|good morning|good afternoon|good evening|你好|您好|嗨|哈喽|在吗|在么|早|早上好|下午好|晚上好|大家好",
    "thanks": "thanks|thank you|thx|ty|thanks a lot|many thanks|thank you very much|thank you so much|great thanks|ok thanks|谢谢|多谢|感谢|谢了|谢谢你|谢谢您|非常感谢|太感谢了|好的谢谢",
    "fine": "ok|okay|great|good|nice|cool|got it|i see|understood|perfect|alright|好|好的|好吧|行|可以|嗯|嗯嗯|知道了|明白|明白了|了解|收到|懂了|不错",
    "bye": "bye|goodbye|bye bye|see you|good night|再见|拜拜|回头见|晚安",
    "who": "who are you|what are you|are you a bot|are you human|are you a robot|what can you do|what do you do|help|help me|你是谁|你是什么|你是机器人吗|你是人吗|你能做什么|你会什么|你有什么用|你可以做什么|帮助|帮帮我|怎么用",
}
_MEANING = {word: kind for kind, words in _WORDS.items() for word in words.split("|")}
_PUNCTUATION = " \t\n.,!?~…。，！？～、:：)(（）👋🙏👍😊🙂"


def kind_of(text: str) -> str | None:
    """Name the kind of small talk, or return None when the message says more."""
    words = "".join(" " if character in _PUNCTUATION else character for character in fold(text))
    joined = " ".join(words.split())
    return _MEANING.get(joined) or _MEANING.get(joined.replace(" ", ""))
