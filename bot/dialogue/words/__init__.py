"""Every sentence that the bot says, in Fluent files beside this one, a subject and a language a file."""

from knowledge.phrasebook import Phrasebook

book = Phrasebook(__name__)
say = book.say
keys = book.keys
