"""The rules for targets, a module for each way in which the genre commits to a number.

``clauses`` chooses the rule for each value, the others read it; what they share is ``language``
(the words), ``items`` (a value in its clause), ``memory`` (what the sentence has said so far) and
``statements`` (the commitment with its evidence).
"""
