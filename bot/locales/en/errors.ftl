# Why there is no picture, or why something was not done: what happened, whether it was charged,
# and what to do. Every message stands on one line, since Discord would show its breaks.

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = Nothing was charged.
error-charge-possible = OpenRouter may have charged for it.
error-charge-made = OpenRouter charged for it.

# Below a failure on Discord, where a member's count was taken before.
error-given-back = It does not count for you: picture and cooldown were given back.
# In its place, where the member cancelled what was sent already
error-still-counts = { $pictures ->
        [one] It had been sent already, so picture and cooldown count for you.
       *[other] { $pictures } pictures had been sent already, so they and the cooldown count for you.
    } They come back once it is certain that nothing was charged.

# Options and attached pictures
error-option-refused-prompt = The prompt needs 1 to { $most } visible characters. Nothing was charged; write it anew.
error-this-model = This model
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } takes { $most ->
        [0] no attached picture
        [one] at most { $most } attached picture
       *[other] at most { $most } attached pictures
    }. Nothing was charged; choose another model or { $most ->
        [0] ask without
       *[other] attach fewer
    }.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } does not take { $given } as `{ $option }`. Nothing was charged; it takes { $accepted }.
error-option-refused-nothing = { $model } does not take { $given } as `{ $option }`. Nothing was charged; leave it out or choose another model.
error-option-out-of-range = `{ $option }` takes a number from { $least } to { $most }. Nothing was charged; choose one of those.
error-option-out-of-range-length = `{ $option }` takes { $least } to { $most } characters. Nothing was charged; write it anew.
error-reference-refused-too-large = The attached picture is larger than { $megabytes } MB. Nothing was charged; attach another one.
error-reference-refused-too-many-pixels = The attached picture has more than { $megapixels } megapixels. Nothing was charged; attach another one.
error-reference-refused-not-a-picture = The attached file is not a PNG, JPEG, WebP or GIF picture. Nothing was charged; attach another one.
error-reference-refused-unavailable = Discord did not hand over the attached picture. Nothing was charged; attach another one.
error-reference-refused-gone = The picture that was attached is not kept that long. Nothing was charged; ask with the command and attach it again.
error-reference-refused-too-many = Within an hour the bot keeps at most { $most } attached pictures for one member. Nothing was charged; try again in an hour.
error-reference-refused-no-room = The bot keeps no more attached pictures at present. Nothing was charged; try again in an hour.
error-reference-refused-not-decoded = The attached picture takes more memory or time to read than the bot has for it. Nothing was charged; attach a smaller one.
error-model-unknown-none = None of the bot's models can paint now. Nothing was charged; name another one with the option `model`, or tell the bot's owner.
error-model-unknown = There is no model { $model }, or it is gone. Nothing was charged; choose one from the list that appears as you type.
error-style-unknown = There is no style { $style } here. Nothing was charged; choose one from the list that appears as you type.

# Where and when pictures are taken
error-outside-servers = The bot's owner allows pictures in servers that the bot is in, and nowhere else. Nothing was charged; ask in such a server.
error-servers-only = That exists only in servers that the bot is in. Nothing was charged; use it in such a server.
error-channel-unknown = Discord does not tell the bot whether this channel is age-restricted or in which category it is, and the rules of this server depend on it. Nothing was charged; try again in a minute, ask in another channel, or have a moderator give the bot *View Channel* here.
error-duplicate-event = Discord sent this command twice, and the first one is being answered. Nothing was charged for the second.
error-intake-closed-stopping = The bot is being restarted and takes no new pictures. Nothing was charged; try again in a minute.
error-intake-closed-key-rejected = OpenRouter does not accept the bot's key, so no pictures can be painted. Nothing was charged; the bot's owner has to set a valid key.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouter does not accept the bot's key, so no pictures can be painted. Nothing was charged; the bot's owner has to set a valid key, and the next try is { $when }.
error-intake-closed-out-of-credit = The bot has no credit left at OpenRouter, so no pictures can be painted. Nothing was charged; the bot's owner has to add some.
error-intake-closed-out-of-credit-until = The bot has no credit left at OpenRouter, so no pictures can be painted. Nothing was charged; the bot's owner has to add some, and the next try is { $when }.
error-intake-closed-account-blocked = The bot's account at OpenRouter is blocked, so no pictures can be painted. Nothing was charged; the bot's owner has to talk to OpenRouter.
error-intake-closed-account-blocked-until = The bot's account at OpenRouter is blocked, so no pictures can be painted. Nothing was charged; the bot's owner has to talk to OpenRouter, and the next try is { $when }.
error-answer-lost = Discord did not take the bot's answer. Nothing was charged; try again.
error-missing-permission = You are not allowed to do that here. Nothing was charged; ask a moderator about it.
error-outdated = The bot does not know this command or button any more. Nothing was charged; type / to see the commands it has now.

# The line, and models that failed again and again
error-provider-on-hold-all = OpenRouter failed again and again, so it is left alone; the next try is { $when }. Nothing was charged; ask again then.
error-provider-on-hold-model = { $model } failed again and again, so it is left alone; the next try is { $when }. Nothing was charged; ask again then or choose another.
error-queue-full-member = As many of your pictures wait in line as may wait for one member. Nothing was charged; ask again { $when }.
error-queue-full-server = As many pictures of this server wait in line as may wait for one server. Nothing was charged; ask again { $when }.
error-queue-full-all = As many pictures wait in line as the bot can take. Nothing was charged; ask again { $when }.
error-wait-too-long = The line is so long that your picture would most likely not be painted in time. Nothing was charged; ask again { $when }.

# Buttons and menus
error-cancel-refused-delivering = It is too late to cancel: the picture is painted and charged, and will be here as soon as Discord takes it.
error-cancel-refused-ended = There is nothing left to cancel. Nothing more was charged; ask for a new one.
error-cancel-refused-elsewhere = Another process of the bot works on this picture, so it cannot be cancelled here. Nothing more was charged; try again in a minute.
error-not-owner-author = This is for the member who asked for the picture. Nothing was charged; ask for a picture of your own.
error-not-owner-moderators = This is for the member who asked for the picture, and for moderators. Nothing was changed or charged; ask for a picture of your own, or wait for this one.
error-not-owner-nobody = This is switched off in this server. Nothing was changed or charged; ask a moderator about it.
error-not-owner-everybody = This is not for you here. Nothing was changed or charged; ask a moderator about it.
error-job-forgotten = The bot knows no such picture: it is too long ago, was deleted, or never was. Nothing was charged; ask for it anew with the command.
error-image-gone = There is no picture in this message that the bot can use. Nothing was charged; choose another message, or ask with the command.
error-others-forbidden = In this server only the bot's own pictures may be remixed. Nothing was charged; choose one of those, or ask a moderator about it.
error-nothing-larger = The model has no size that is larger than this picture. Nothing was charged; choose another model with the command.
error-copy-refused = Discord did not let the bot send you a direct message. Nothing was charged; allow direct messages from this server's members, then try again.
error-change-refused = Discord did not take the change of this message. Nothing was changed or charged; try again in a minute.

# The model or OpenRouter gave no picture; $charge is one of error-charge.
error-prompt-rejected = The model refused this prompt, most likely for its content policy. { $charge } Edit the prompt and try again with other words.
error-perhaps-rejected = No picture came. The model may have refused this prompt, or it does not work now. { $charge } Change the prompt, or try again later.
error-provider-busy = The model has too many requests now. { $charge } Try again in a minute, or choose another model.
error-provider-busy-until = The model has too many requests now. { $charge } Try again { $when }, or choose another model.
error-provider-busy-seconds = The model has too many requests now. { $charge } Try again in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }, or choose another model.
error-provider-down = The model's provider does not work now. { $charge } Try again later, or choose another model.
error-key-rejected = OpenRouter does not accept the key. { $charge } The bot's owner has to set a valid one.
error-account-blocked = The bot's account is blocked at OpenRouter or at the model's provider. { $charge } This is not about your prompt; choose another model, or tell the bot's owner.
error-out-of-credit = There is not enough credit at OpenRouter for this picture. { $charge } The bot's owner has to add some; until then no pictures are taken.
error-model-gone = Nobody serves { $model } any more. { $charge } Choose another model.
error-model-gone-unnamed = Nobody serves this model any more. { $charge } Choose another model.
error-provider-forbids = OpenRouter does not allow this request for this account or region. { $charge } Choose another model, or tell the bot's owner.
error-request-rejected = OpenRouter did not accept the request as it was sent. { $charge } Try other options; a smaller attached picture may help.
error-generation-timed-out = The picture took too long and was given up. { $charge } Try again, or choose a faster model.
error-bad-answer = The model's answer had no usable picture in it. { $charge } Try again, or choose another model.
error-generation-failed = The picture could not be painted. { $charge } Try again later.

# Painted, but not shown
error-too-large-for-discord = The picture was painted but is too large for this place. { $charge } Ask for a smaller size.
error-discord-unavailable = The picture was painted but Discord did not take it. { $charge } Try again later.
error-nowhere-to-deliver = The picture was painted but there was nowhere left to show it. { $charge } Ask again.
error-delivery-given-up = The bot was stopped again and again while it got this picture ready, so it is given up. { $charge } Ask again, for a smaller size if you can.
error-delivery-failed = The picture was painted but could not be shown. { $charge } Try again.

# Ended before its time
# It stands behind a mention of the member who cancelled, so in English it begins with a small letter.
error-cancelled-own = you cancelled this picture. { $charge } Ask again if that was a mistake.
# $who is the mention of the moderator who cancelled.
error-cancelled = { $who } cancelled this picture. { $charge } Ask again if that was a mistake.
error-charge-whole-or-free = A dropped request is not charged by OpenRouter unless it had just finished.
error-interrupted = The bot was stopped before the picture was there. { $charge } Try again in a minute.
error-lost-in-restart = The bot was restarted while this was being painted, and the picture is lost. { $charge } Ask again; the bot does not by itself, since that could be charged twice.
error-spool-failed = The bot's disk did not take the picture, so it could not be kept. { $charge } Tell the bot's owner.
error-unexpected = Something went wrong (reference { $reference }). If a picture was on its way, OpenRouter may have charged for it. Try again; if it stays, tell the bot's owner the reference.

# The database; every one ends in what to do.
error-storage-failed-busy = The bot's database is too busy now, and without it no picture can be accounted for. Nothing was charged; try again in a minute.
error-storage-failed-damaged = The bot's database is damaged, and without it no picture can be accounted for. Nothing was charged; tell the bot's owner.
error-storage-failed-read-only = The bot's database cannot be written to, and without it no picture can be accounted for. Nothing was charged; tell the bot's owner.
error-storage-failed-full = The bot's database has no more room, and without it no picture can be accounted for. Nothing was charged; tell the bot's owner.
error-storage-failed-unreachable = The bot's database cannot be reached, and without it no picture can be accounted for. Nothing was charged; try again in a minute.
error-storage-failed-newer = The bot's database belongs to a newer version of the bot, and without it no picture can be accounted for. Nothing was charged; tell the bot's owner.
error-storage-failed-other = The bot's database does not work, and without it no picture can be accounted for. Nothing was charged; try again later, or tell the bot's owner.
