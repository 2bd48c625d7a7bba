"""What people see of article graphs, in terminals and in notebooks."""
