-- Keys under which claims meet are made anew from the claims (`register/joining.py`): they begin with their day now, and
-- say of bodies whether an acronym was given.
DELETE FROM block;
DELETE FROM waiting;
