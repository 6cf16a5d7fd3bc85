"""Commands that people say in words: a whole message such as `转人工` or `help` means `/person` or `/help`."""

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.messages import Incoming
from bot.dialogue.session import Session
from knowledge.language import fold

_WORDS: Mapping[str, str] = {
    "/person": "转人工|人工|人工客服|人工服务|找人工|联系客服|客服|工作人员|真人|ask a person|talk to a person|"
    "talk to a human|human|speak to someone|contact staff|agent",
    "/help": "帮助|菜单|功能|命令|help|menu|commands",
    "/language zh": "中文|说中文|请说中文|用中文|chinese|in chinese|chinese please",
    "/language en": "英文|英语|说英文|请说英文|用英文|english|in english|english please|speak english",
    "/sources": "来源|出处|依据|依据是什么|来源是什么|出处是什么|sources|source|what are your sources|show sources",
    "/reset": "重新开始|清空|清空对话|重来|从头开始|reset|start over|restart|start again|forget everything",
    "/privacy": "隐私|隐私政策|privacy|privacy policy",
    "/my_data": "我的数据|导出我的数据|my data|export my data",
    "/delete_me": "删除我的数据|注销|delete my data|delete me",
}
_NEVER_A_COMMAND = "precheck"
"""The topic whose answers are never among these words."""
_COMMANDS = {word: command for command, words in _WORDS.items() for word in words.split("|")}


_LINK = re.compile(
    r"/start (st-[0-9a-z]{12}-(?:card|approve|info|reject|note|back|files)|kn-take-[0-9a-f]{16})"
)
"""A link from a group into the private chat. It only ever shows or asks something: anybody can make one up."""


def in_full(incoming: Incoming, session: Session) -> Incoming:
    """Return the message as the command that it stands for; an answer to a form's question stays as it is."""
    link = _LINK.fullmatch((incoming.text or "").strip())
    if link is not None and not incoming.in_group:
        return replace(incoming, text=None, choice=link[1].replace("-", ":"))
    in_a_form = (session.pending or {}).get("topic") not in {None, _NEVER_A_COMMAND}
    if incoming.text is None or incoming.medium != "text" or in_a_form:
        return incoming
    command = _COMMANDS.get(fold(incoming.text).strip(" \t\n.,!?。，！？"))
    return replace(incoming, text=command) if command else incoming
