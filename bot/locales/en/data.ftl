# /my data: a file with everything that is kept about a member, and its deletion.

data-export = Here is everything that is kept about you. Only you can see this message.
data-export-cut = Here is what is kept about you, the newest first. { $entries ->
    [one] One older entry
   *[other] { $entries } older entries
} would have made the file too large for Discord.

data-delete-question =
    This deletes what is kept about you: the prompts and details of your pictures, pictures that you attached, and your defaults. **It cannot be undone.**
    • Public pictures stay on Discord, and their buttons stop working, since the bot no longer knows whose they are. If you want some gone, choose More → Delete under them **before** you go on; afterwards only a moderator can delete those messages.
    • What was counted for limits stays until two days after its day or month, under a code in place of your name, so that your pictures left do not change.
    • Pictures granted to you stay until they end, and the times of your refused prompts stay for two hours. Give this command again after that; otherwise they go later by themselves.
    • What pictures cost stays without your name, and changes of limits stay in the log of their server.
    • What OpenRouter was sent for your pictures (prompts, attached pictures and a code in place of your name) is not deleted there.

data-delete-done = { $pictures ->
    [0] Deleted. No finished picture of yours was known.
    [one] Deleted, with what was kept of one finished picture.
   *[other] Deleted, with what was kept of { $pictures } finished pictures.
} Your limits stay as they were.

data-delete-left = { $left ->
    [one] One picture is still under way or not billed yet, so what is kept of it stays, and so do pictures that you attached lately.
   *[other] { $left } pictures are still under way or not billed yet, so what is kept of them stays, and so do pictures that you attached lately.
} Give this command again later.

data-delete-files = Pictures that you attached could not be removed just now; they go by themselves within 7 days.
# In place of all of these
data-delete-part = Not everything is deleted yet, since the bot's database failed on the way: { $pictures ->
        [one] { $pictures } finished picture is forgotten
       *[other] { $pictures } finished pictures are forgotten
    } so far. Give the command again.

data-delete-kept = Nothing was deleted.
data-delete-late = Nobody decided, so nothing was deleted. Give the command again.

button-data-delete = Delete everything
button-data-keep = Keep it
