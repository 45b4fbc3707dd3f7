"""The demo customers and rewards of the sandbox, by their roles."""

MARIA = "12345678909"
"""1,500 points and R$ 25.00 cashback; a code is needed."""
JOAO = "39053344705"
"""350 points; a code is needed."""
CARLA = "52998224725"
"""R$ 100.00 cashback; no code is needed."""
PEDRO = "11144477735"
"""Signs up with the first code; no phone and no e-mail on file."""
RITA = "28625587887"
"""Enough for anything."""
BRUNO = "16899535009"
"""Has no rewards."""
NOBODY = "98765432100"

TEN_OFF, CASHBACK, ALL_OFF, MUG = 10, 40, 50, 60
