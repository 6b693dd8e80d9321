# /my data: a file with everything that is kept about a member, and its deletion.

data-export = Here is everything that is kept about you. Only you can see this message.
data-export-cut = Here is what is kept about you, the newest first. { $entries ->
    [one] One older entry
   *[other] { $entries } older entries
} would have made the file too large for Discord.

data-delete-question =
    This deletes what is kept about you: the prompts and details of your pictures, pictures that you attached, and your defaults. **It cannot be undone.**
    • Pictures stay where they were posted, but the buttons under them stop working. Delete the messages yourself if you want them gone.
    • What limits need stays until its time is over, so your pictures left do not change: what was counted, under a code in place of your name, pictures granted to you, and lately refused prompts.
    • Changes of limits stay in the log of their server.

data-delete-done = { $pictures ->
    [0] Deleted. No picture of yours was known.
    [one] Deleted, with all that was kept of one picture.
   *[other] Deleted, with all that was kept of { $pictures } pictures.
} Your limits stay as they were.

data-delete-left = { $left ->
    [one] One picture is still under way or not billed yet, so what is kept of it stays, and so do pictures that you attached lately.
   *[other] { $left } pictures are still under way or not billed yet, so what is kept of them stays, and so do pictures that you attached lately.
} Give this command again later.

data-delete-files = Pictures that you attached could not be removed just now; they go by themselves within 7 days.

data-delete-kept = Nothing was deleted.
data-delete-late = Nobody decided, so nothing was deleted. Give the command again.

button-data-delete = Delete everything
button-data-keep = Keep it
