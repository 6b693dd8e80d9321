# Why there is no image, or why something was not done: what happened, whether it was charged (only
# where money could have been spent), and what to do. Every message is on one line, since
# Discord would show its breaks.

# Two sentences of one text
sentence-pair = { $first } { $second }

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = Nothing was charged.
error-charge-possible = OpenRouter may have charged for this request.
error-charge-made = OpenRouter charged for this request.

# Below a failure on Discord, where a member's count was taken before.
error-refunded = This doesn't count toward your limits, and your cooldown was lifted.
# In its place, where the member canceled what was sent already
error-still-counts = { $images ->
        [one] It had already been sent, so the image and the cooldown count toward your limits.
       *[other] { $images } images had already been sent, so they and the cooldown count toward your limits.
    } They are refunded once it's certain that nothing was charged.

# Options and attached images
error-option-refused-prompt = The prompt must have 1 to { $most } visible characters. Shorten or rewrite it.
error-this-model = This model
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } supports { $most ->
        [0] no attached images
        [one] at most { $most } attached image
       *[other] at most { $most } attached images
    }. Choose another model or { $most ->
        [0] try again without attached images
       *[other] attach fewer
    }.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } doesn't support `{ $option }` { $given }. Supported: { $accepted }.
error-option-refused-nothing = { $model } doesn't support `{ $option }` { $given }. Leave it out or choose another model.
error-option-out-of-range = `{ $option }` must be a number from { $least } to { $most }. Choose another number.
error-option-out-of-range-length = `{ $option }` must have { $least } to { $most } characters. Shorten or rewrite it.
error-reference-refused-too-large = The attached image is larger than { $megabytes } MB. Attach a smaller one.
error-reference-refused-too-many-pixels = The attached image has more than { $megapixels } megapixels. Attach a smaller one.
error-reference-refused-not-a-picture = The attached file isn't a PNG, JPEG, WebP or GIF image. Attach another one.
error-reference-refused-unavailable = The bot couldn't get the attached image from Discord. Attach another one.
error-reference-refused-gone = The attached image has expired. Run the command and attach it again.
error-reference-refused-too-many = You can attach at most { $most } images per hour. Try again in an hour.
error-reference-refused-no-room = The bot can't store more attached images right now. Try again in an hour.
error-reference-refused-not-decoded = The bot couldn't read the attached image because it's too complex. Attach a smaller one.
error-model-unknown-none = The bot's preferred models aren't available right now. Choose another with the option `model`, or tell the bot's owner.
error-model-unknown = There is no model { $model }, or it's no longer available. Choose one from the list that appears as you type.
error-style-unknown = There is no style { $style } here. Choose one from the list that appears as you type.

# Cases and appeals
error-case-unknown = There is no case { $number }. Check the number.
error-case-ended = Case { $number } is no longer in force, so there is nothing to change or appeal.
error-appeal-exists-open = You have already appealed this case, and a moderator will decide. To get the answer, allow direct messages from this server's members.
error-appeal-exists-accepted = Your appeal of this case was accepted. You can create images again.
error-appeal-exists-declined = Your appeal of this case was declined. You can appeal a case only once.
error-appeal-unreachable = This server has no channel for appeals, so yours wasn't sent. Contact a moderator directly, or appeal later.

# Where and when images can be created
error-outside-servers = You can only create images in servers that have the bot. Try again in one of them.
error-servers-only = This only works in servers that have the bot. Try again in one of them.
error-channel-unknown = The rules here depend on the channel's category or age restriction, and Discord doesn't tell the bot about either. Try again in a minute or in another channel, or ask a moderator to give the bot *View Channel* here.
error-duplicate-event = Already working on it (Discord sent this twice).
error-intake-closed-stopping = The bot is restarting and can't take new requests. Try again in a minute.
error-intake-closed-key-rejected = OpenRouter doesn't accept the bot's key, so no images can be created. The bot's owner has to set a valid key.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouter doesn't accept the bot's key, so no images can be created. The bot's owner has to set a valid key. The bot's next check: { $when }.
error-intake-closed-out-of-credit = The bot has no OpenRouter credit left, so no images can be created. The bot's owner has to add credit.
error-intake-closed-out-of-credit-until = The bot has no OpenRouter credit left, so no images can be created. The bot's owner has to add credit. The bot's next check: { $when }.
error-intake-closed-account-blocked = The bot's OpenRouter account is blocked, so no images can be created. The bot's owner has to contact OpenRouter.
error-intake-closed-account-blocked-until = The bot's OpenRouter account is blocked, so no images can be created. The bot's owner has to contact OpenRouter. The bot's next check: { $when }.
error-answer-lost = Discord didn't accept the bot's reply. Nothing was charged. Try again.
error-missing-permission = You don't have permission to do that here. Ask a moderator about it.
error-outdated = The bot no longer has this command or button. Type / to see its current commands.

# The queue, and models that keep failing
error-provider-on-hold-all = OpenRouter keeps failing, so requests are on hold. Try again { $when }.
error-provider-on-hold-model = { $model } keeps failing, so requests to it are on hold. Try again { $when }, or choose another model.
error-queue-full-member = You already have the maximum number of images in the queue. Try again { $when }.
error-queue-full-server = This server's queue is full. Try again { $when }.
error-queue-full-all = The queue is full. Try again { $when }.
error-wait-too-long = The queue is so long that your image would most likely not be ready in time. Try again { $when }.

# Buttons and menus
error-cancel-refused-delivering = It's too late to cancel: the image is generated and charged, and will be here as soon as Discord accepts it.
error-cancel-refused-ended = This request has already ended, so there is nothing left to cancel.
error-cancel-refused-elsewhere = This image can't be canceled right now. Try again in a minute.
error-not-owner-author = Only the member who requested this image can do that.
error-not-owner-moderators = Only the member who requested this image and moderators can do that.
error-not-owner-nobody = This is turned off in this server. Ask a moderator about it.
error-not-owner-everybody = You can't do that here. Ask a moderator about it.
error-job-forgotten = The bot no longer has this image: it's too old or was deleted. Request it again with the command.
error-image-gone = There is no image in this message that the bot can use. Choose another message, or use the command.
error-others-forbidden = In this server, you can only remix the bot's own images. Choose one of those, or ask a moderator about it.
error-nothing-larger = The model has no size larger than this image. Choose another model with the command.
error-copy-refused = Discord didn't let the bot send you a direct message. Allow direct messages from this server's members, then try again.
error-change-refused = Discord didn't let the bot change this message. Nothing was changed. Try again in a minute.

# The model or OpenRouter returned no image; $charge is one of error-charge.
error-prompt-rejected = The model rejected this prompt, most likely because of its content policy. { $charge } Edit the prompt and try again.
error-perhaps-rejected = The model returned no image. It may have rejected this prompt, or it may be having problems. { $charge } Change the prompt, or try again later.
error-provider-busy = The model has too many requests right now. { $charge } Try again in a minute, or choose another model.
error-provider-busy-until = The model has too many requests right now. { $charge } Try again { $when }, or choose another model.
error-provider-busy-seconds = The model has too many requests right now. { $charge } Try again in { $seconds ->
        [one] { $seconds } second
       *[other] { $seconds } seconds
    }, or choose another model.
error-provider-down = The model's provider is down or having problems. { $charge } Try again later, or choose another model.
error-key-rejected = OpenRouter doesn't accept the bot's key. { $charge } The bot's owner has to set a valid one.
error-account-blocked = The bot's account is blocked at OpenRouter or at the model's provider. { $charge } This is not about your prompt. Choose another model, or tell the bot's owner.
error-out-of-credit = The bot doesn't have enough OpenRouter credit for this image. { $charge } The bot's owner has to add credit; until then, no images can be created.
error-model-gone = { $model } is no longer offered. { $charge } Choose another model.
error-model-gone-unnamed = This model is no longer offered. { $charge } Choose another model.
error-provider-forbids = OpenRouter doesn't allow this request for this account or region. { $charge } Choose another model, or tell the bot's owner.
error-request-rejected = OpenRouter didn't accept this request. { $charge } Try other options; a smaller attached image may help.
error-generation-timed-out = The request timed out. { $charge } Try again, or choose a faster model.
error-bad-answer = The model returned no usable image. { $charge } Try again, or choose another model.
error-generation-failed = The image couldn't be created. { $charge } Try again later.

# Generated, but not shown
error-too-large-for-discord = The image was generated but is too large to upload here. { $charge } Choose a smaller size.
error-discord-unavailable = The image was generated, but Discord didn't accept it. { $charge } Try again later.
error-nowhere-to-deliver = The image was generated, but there was nowhere left to deliver it. { $charge } Try again.
error-delivery-given-up = The image was generated, but the bot kept failing to prepare it for Discord. { $charge } Try again, with a smaller size if you can.
error-delivery-failed = The image was generated but couldn't be delivered. { $charge } Try again.

# Ended before its time
# It follows a mention of the member who canceled (card-failure).
error-cancelled-own = You canceled this request. { $charge } Try again if that was a mistake.
# $who is the mention of the moderator who canceled.
error-cancelled = { $who } canceled this request. { $charge } Try again if that was a mistake.
error-charge-whole-or-free = OpenRouter won't charge for this unless the image had already finished.
error-interrupted = The bot stopped before the image was ready. { $charge } Try again in a minute.
error-lost-in-restart = The bot restarted while creating this image, and the image is lost. { $charge } Try again; the bot doesn't retry by itself, since that could be charged twice.
error-spool-failed = The bot couldn't save the image. { $charge } Tell the bot's owner.
error-unexpected = Something went wrong (reference { $reference }). If an image was in progress, OpenRouter may have charged for it. Try again; if it keeps happening, give the bot's owner this reference.

# The database; every one ends in what to do.
error-storage-failed-busy = The bot's database is busy. Try again in a minute.
error-storage-failed-damaged = The bot's database is damaged. Tell the bot's owner.
error-storage-failed-read-only = The bot's database can't be written to. Tell the bot's owner.
error-storage-failed-full = The bot's database is full. Tell the bot's owner.
error-storage-failed-unreachable = The bot's database can't be reached. Try again in a minute.
error-storage-failed-newer = The bot's database belongs to a newer version of the bot. Tell the bot's owner.
error-storage-failed-other = The bot's database isn't working. Try again later, or tell the bot's owner.

# Texts that a filter doesn't allow. Nothing says which word was found.
error-text-refused = The rules of this server don't allow this text. Change it and try again.
# $rule is the name that moderators gave the rule.
error-text-refused-rule = The rule “{ $rule }” of this server doesn't allow this text. Change it and try again.
# $message is what moderators of this server wrote.
error-text-refused-message = The rules of this server don't allow this text: { $message }
error-text-refused-rule-message = The rule “{ $rule }” of this server doesn't allow this text: { $message }
error-text-refused-operator = The bot's owner doesn't allow this text anywhere. Change it and try again.

# Held requests and reports
error-request-held = A moderator must allow this request first. If they do, the image appears in this channel and the bot mentions you. If they deny it, or don't decide within 24 hours, you get a direct message. Until then, nothing counts toward your limits.
error-request-held-private = A moderator must allow this request first. You get the image or the answer by direct message within 24 hours. Until then, nothing counts toward your limits.
error-too-many-held = You already have { $most ->
        [one] { $most } request
       *[other] { $most } requests
    } waiting for a moderator; that's the most allowed. Wait for a decision, or change your prompt.
error-consent-needed = Moderators of this server see private requests, and you haven't agreed to that. Use the command again, and agree or turn off `private`.
# $moderator is a mention
error-held-decided-allowed = { $moderator } has already allowed this request.
error-held-decided-denied = { $moderator } has already denied this request.
error-held-expired = This request has expired because no moderator decided within 24 hours. The member can send it again.
# $reason is one or more sentences that are addressed to the member of the request
error-allowed-refused = The request was allowed, but no image can be created now, and the member was told why. You can click *Allow* again later. Reason: { $reason }
error-member-left = The member has left this server, so no image was created.
error-not-reportable = You can only report public images that this bot created in this server. Choose such an image, or tell a moderator.
error-own-image-reported = You can't report your own image. To delete it, choose More → Delete under it.
error-already-reported = You have already reported this image. You'll get a direct message when a moderator has decided.
error-too-many-reports = You have sent { $most ->
        [one] { $most } report
       *[other] { $most } reports
    } within 24 hours; that's the most allowed. Try again tomorrow, or tell a moderator.
error-no-place-for-reports = This server has no channel for reports. Tell a moderator about the image.
error-reason-too-short = The reason must have { $least } to { $most } characters. Add some details.
error-reports-closed = The reports about this image are already closed.
