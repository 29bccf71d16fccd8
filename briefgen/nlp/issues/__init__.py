"""What it is about: issues, their labels and topics."""
