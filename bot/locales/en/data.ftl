# /my data: a file with all data stored about a member, and its deletion.

data-export = Here is all data stored about you. Only you can see this message.
data-export-cut = Here is the data stored about you, newest first. { $entries ->
    [one] One older entry was
   *[other] { $entries } older entries were
} left out because the file would be too large for Discord.

data-delete-question =
    This deletes the data stored about you: the prompts and details of your images, images you attached, and your defaults. **It can't be undone.**
    • Public images stay on Discord, and their buttons stop working because the bot no longer knows whose they are. To remove an image, choose More → Delete under it **before** you continue; afterwards only a moderator can delete the message.
    • Usage counted toward limits is kept for two more days after the day or month ends, under a code instead of your name, so your remaining images don't change.
    • Bonus images stay until they expire, and the times of your rejected prompts stay for two hours. Run this command again after that; otherwise they are deleted automatically later.
    • What images cost stays without your name, and your changes to limits stay in their server's log.
    • What was sent to OpenRouter for your images (prompts, attached images and a code instead of your name) isn't deleted there.

# A further point of the question above
data-delete-moderation = • Blocks and warnings in force stay until they end, with your appeals. Records of what you did as a moderator stay. The times of your texts that a server's filter refused or held stay for 30 days, and the times of your reports for one day.

data-delete-done = { $images ->
    [0] Deleted. The bot had no finished images of yours.
    [one] Deleted, including the data of one finished image.
   *[other] Deleted, including the data of { $images } finished images.
} Your limits haven't changed.

data-delete-left = { $left ->
    [one] One image is still in progress or not billed yet, so its data stays, and so do images you attached recently.
   *[other] { $left } images are still in progress or not billed yet, so their data stays, and so do images you attached recently.
} Run the command again later.

data-delete-cases = { $cases ->
    [one] One block or warning is still in force and stays until it ends.
   *[other] { $cases } blocks and warnings are still in force and stay until they end.
}

data-delete-files = The images you attached couldn't be removed just now. They are deleted automatically within 7 days.
# In place of all of these
data-delete-part = Not everything was deleted because the bot's database failed. { $images ->
        [one] The data of { $images } finished image is gone
       *[other] The data of { $images } finished images is gone
    } so far. Run the command again.

data-delete-kept = Nothing was deleted.
data-delete-late = Timed out; nothing was deleted. Run the command again.

button-data-delete = Delete my data
button-data-keep = Keep my data
