"""Values: what a draft, a rule, a finding and a review are. Imports nothing of ours."""
