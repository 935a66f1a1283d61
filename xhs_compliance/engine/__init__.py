"""Find candidates, judge them in context, decide. Pure: no disk, no network, no clock."""
