"""The redemption of one reward in one sale, as an explicit machine.

``transition.step(profile, state, event)`` answers with the next state and the effects the shell
must carry out once the event is on disk. What differs between providers is data: see ``profile``.
"""
