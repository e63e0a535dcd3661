"""What pay tempts advisors to do beyond work, and what follows from it; one mechanism a file.

pressure: selling harder than is good for the client.  product_push: the better paid of two products that serve the same
need.  timing: deals moved across the end of a period.  misreporting: results overstated to reach a goal.  discovery:
misconduct found, and its consequences.  complaints: harm that clients tell of later.

Every mechanism weighs money against conscience in the unit of effort: kappa, the worth of a normal month's effort.
A drive is the money of a normal month that hangs on one KPI, in kappa.  Nothing here holds state or draws chance.
"""
