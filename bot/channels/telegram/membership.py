"""What a change of the bot's own standing in a chat means: whether it may write there, and whether it is new."""

from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated

_IN = {ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER}


def may_write(member: ChatMember) -> bool:
    """Tell whether the bot may write in a chat where it has this standing."""
    is_muted = isinstance(member, ChatMemberRestricted) and not member.can_send_messages
    return _is_in(member) and not is_muted


def joins_group(change: ChatMemberUpdated) -> bool:
    """Tell whether the bot has just been taken into a group in which it may write."""
    is_group = change.chat.type in {change.chat.GROUP, change.chat.SUPERGROUP}
    return is_group and not _is_in(change.old_chat_member) and may_write(change.new_chat_member)


def _is_in(member: ChatMember) -> bool:
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status in _IN
