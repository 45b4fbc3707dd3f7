"""Setting a till up, step by step: what is asked, what is wrong with an answer, what is kept."""
