"""Links between the plans of a workspace: proposed by rules, decided by people, kept as SSSOM."""
