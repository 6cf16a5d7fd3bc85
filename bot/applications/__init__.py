"""What an application is: its form, its states, the table of transitions, its notices."""
