"""What was lost of a journal, and what is to be done about it."""

from pos_app.checkout.incidents import RecordsLost
from pos_app.core.reference import reference


def tell_loss(lost: RecordsLost) -> str:
    return f"records damaged: {extent(lost)}; {cure(lost)}"


def extent(lost: RecordsLost) -> str:
    parts = [f"{lost.lost} entries lost" if lost.lost else "every entry is back"]
    if lost.newest_gone:
        since = lost.gaps[-1].after if lost.gaps else None
        parts = [f"the newest entries are lost{f', those after {since}' if since else ''}"]
        parts += [f"{lost.lost} at least"] if lost.lost else []
    if lost.sales:
        parts.append(f"unfinished sales that may lack entries: {len(lost.sales)}")
    if lost.keys:
        told = ", ".join(reference(key) for key in lost.keys)
        parts.append(f"requests that may have left: {told}")
    if lost.private_gone:
        parts.append("not all data of unfinished sales is back")
    return "; ".join(parts)


def cure(lost: RecordsLost) -> str:
    return (
        f"compare with the provider's records, then remove {lost.set_aside} and what lies beside"
        " it: it may hold personal data"
    )
