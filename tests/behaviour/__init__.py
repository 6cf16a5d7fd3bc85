"""What people can do, through the one door."""
