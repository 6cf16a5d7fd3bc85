"""Who can use which programme, and for how much: pure functions of rules, facts and day."""
