"""Files that the bot sends, and those that it asks for."""

from tests.botapi.files import StoredFile
from tests.botapi.methods.registry import Result, method
from tests.botapi.methods.sending import post_by_bot
from tests.botapi.methods.targets import read_chat
from tests.botapi.methods.texts import read_caption
from tests.botapi.params import Params, Upload
from tests.botapi.refusals import Json, Refusal, bad_request
from tests.botapi.world import World

LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024


def file_content(kind: str, file: StoredFile) -> Json:
    """How a file stands in a message."""
    named = {"file_name": file.name, "mime_type": file.media_type}
    if kind == "photo":
        sizes = ((90, 60), (320, 213), (1280, 853))
        return {"photo": [{**file.json, "width": width, "height": height} for width, height in sizes]}
    extra: dict[str, Json] = {
        "document": named,
        "audio": {**named, "duration": 3},
        "voice": {"mime_type": file.media_type, "duration": 3},
        "video": {**named, "duration": 3, "width": 640, "height": 360},
        "animation": {**named, "duration": 3, "width": 320, "height": 180},
        "video_note": {"duration": 3, "length": 240},
        "sticker": {
            "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "👍",
        },
    }  # fmt: skip
    return {kind: {**file.json, **extra[kind]}}


def _read_file(world: World, params: Params, kind: str) -> StoredFile:
    value = params.string(kind)
    name = value.removeprefix("attach://") if value.startswith("attach://") else kind
    upload = params.uploads.get(name)
    if upload is not None:
        return _store(world, kind, upload)
    if value.startswith("attach://") or not value:
        raise bad_request(f"there is no {kind} in the request", "parameters")
    if value.startswith(("http://", "https://")):
        raise bad_request("files by address are not fetched by this server", "unsupported")
    return world.files.get(value)


def _store(world: World, kind: str, upload: Upload) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty", "parameters")
    if len(upload.content) > (LARGEST_PHOTO if kind == "photo" else LARGEST_UPLOAD):
        raise Refusal(413, "Request Entity Too Large", breach="length")
    return world.files.add(upload.name, upload.content, upload.media_type, folder=f"{kind}s")


def _register_sending(name: str, kind: str) -> None:
    @method(name, flood_limited=True)
    def send_file(world: World, params: Params) -> Result:
        chat = read_chat(world, params)
        file = _read_file(world, params, kind)
        message = post_by_bot(world, chat, params, file_content(kind, file) | read_caption(params))
        message.file = file.content
        return message.raw


for _name, _kind in {
    "sendDocument": "document",
    "sendPhoto": "photo",
    "sendAudio": "audio",
    "sendVoice": "voice",
    "sendVideo": "video",
    "sendAnimation": "animation",
    "sendSticker": "sticker",
}.items():
    _register_sending(_name, _kind)


@method("getFile")
def get_file(world: World, params: Params) -> Result:
    """Where a file can be downloaded."""
    return world.files.link(params.string("file_id"))
