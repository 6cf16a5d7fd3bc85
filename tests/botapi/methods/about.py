"""What the bot is and says of itself."""

from tests.botapi.methods.registry import Result, method
from tests.botapi.params import Params
from tests.botapi.refusals import Json
from tests.botapi.world import World

_TEXTS = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}


@method("getMe")
def get_me(world: World, params: Params) -> Result:
    """The bot as its owner sees it."""
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }
    return {**world.me, **abilities}


@method("setMyCommands")
def set_my_commands(world: World, params: Params) -> Result:
    """Commands of one scope and language."""
    commands: list[Json] = params.decoded("commands") or []
    world.profile.set_commands(commands, params.decoded("scope"), params.string("language_code"))
    return True


@method("getMyCommands")
def get_my_commands(world: World, params: Params) -> Result:
    """The commands of exactly this scope and language."""
    return world.profile.get_commands(params.decoded("scope"), params.string("language_code"))


@method("deleteMyCommands")
def delete_my_commands(world: World, params: Params) -> Result:
    """No commands of its own for this scope and language."""
    world.profile.delete_commands(params.decoded("scope"), params.string("language_code"))
    return True


@method("setChatMenuButton")
def set_chat_menu_button(world: World, params: Params) -> Result:
    """The button beside the text field."""
    world.profile.menu_button = params.decoded("menu_button") or {"type": "default"}
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, params: Params) -> Result:
    """The button beside the text field."""
    return world.profile.menu_button


def _register_texts(suffix: str, field: str) -> None:
    @method(f"setMy{suffix}")
    def set_text(world: World, params: Params) -> Result:
        world.profile.set_text(field, params.string(field), params.string("language_code"))
        return True

    @method(f"getMy{suffix}")
    def get_text(world: World, params: Params) -> Result:
        return {field: world.profile.get_text(field, params.string("language_code"))}


for _suffix, _field in _TEXTS.items():
    _register_texts(_suffix, _field)
