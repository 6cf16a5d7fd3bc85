"""All topics of applications, in the order in which they are offered a message."""

from bot.dialogue.apply import Apply
from bot.dialogue.conversation import Topic
from bot.dialogue.desks import Desks
from bot.dialogue.follow_up import FollowUp
from bot.dialogue.hiring import Hiring
from bot.dialogue.my_data import MyData
from bot.dialogue.papers import Papers
from bot.dialogue.queue import Queue
from bot.dialogue.staff import Staff


def application_topics(desks: Desks, queue: Queue) -> list[Topic]:
    """Return the topics. They stand before the one of `/start`, for the sake of invitations."""
    return [Hiring(desks), Staff(desks, queue), Apply(desks), Papers(desks), FollowUp(desks), MyData(desks)]
