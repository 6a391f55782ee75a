"""PlanKG 策图."""
