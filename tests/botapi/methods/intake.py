"""How the bot gets its updates."""

from tests.botapi.methods.registry import Result, method
from tests.botapi.params import Params
from tests.botapi.refusals import conflict
from tests.botapi.world import World

_WEBHOOK_SET = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
LONGEST_POLL_S = 50


@method("getUpdates")
async def get_updates(world: World, params: Params) -> Result:
    """The updates that wait, as one encoded list."""
    if world.webhook.url:
        raise conflict(_WEBHOOK_SET)
    world.updates.allow(params.decoded("allowed_updates"))
    limit = params.integer("limit") or 100
    entries = await world.polling.next(
        params.integer("offset") or 0,
        limit if 1 <= limit <= 100 else 100,
        min(params.integer("timeout") or 0, LONGEST_POLL_S),
    )
    return b"[" + b",".join(entry.body for entry in entries) + b"]"


@method("setWebhook")
async def set_webhook(world: World, params: Params) -> Result:
    """Have the updates brought; an empty address ends it."""
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    world.updates.allow(params.decoded("allowed_updates"))
    if not params.string("url"):
        await world.webhook.remove()
        return True
    world.polling.end("terminated by setWebhook request")
    await world.webhook.set(
        params.string("url"),
        secret=params.string("secret_token"),
        max_connections=params.integer("max_connections") or 40,
        ip_address=params.string("ip_address"),
    )
    return True


@method("deleteWebhook")
async def delete_webhook(world: World, params: Params) -> Result:
    """Have the updates wait for getUpdates again."""
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    await world.webhook.remove()
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, params: Params) -> Result:
    """The webhook, how many updates wait for it, and what went wrong last."""
    return world.webhook.info


@method("close")
@method("logOut")
def close(world: World, params: Params) -> Result:
    """Nothing to do here."""
    return True
