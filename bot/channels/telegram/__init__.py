"""Telegram: updates come in through a durable inbox, answers leave through a durable outbox.

intake (polling, webhook) → inbox → lanes → the door → outbox → sender. Each arrow is a row in SQL, so that the
process may die anywhere and nothing is lost or said twice.
"""
