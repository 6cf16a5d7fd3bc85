"""Where the state is kept: tables, turns, inbox, outbox, audit."""
