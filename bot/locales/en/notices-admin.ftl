# Notices to the bot's owner, and to moderators in the channel of /limits notices.

# $level is in percent, $used and $cap are amounts of money
notice-budget-level = **{ $level } % used:** { $budget }, { $used } of { $cap }.
notice-budget-level-until = **{ $level } % used:** { $budget }, { $used } of { $cap }. Resets { $when }.
notice-budget-full = **Used up:** { $budget }, { $used } of { $cap }. Until the budget is raised, images that cost more than the rest can't be created.
notice-budget-full-until = **Used up:** { $budget }, { $used } of { $cap }. Resets { $when }. Until then, images that cost more than the rest can't be created.

notice-key-rejected = **Image creation stopped:** OpenRouter rejects the bot's API key. Set a valid OPENROUTER_API_KEY and restart the bot, or re-enable the key at <https://openrouter.ai/settings/keys>. The bot checks every minute.
notice-out-of-credit = **Image creation stopped:** the OpenRouter credit is used up. That can be the account's or the key's limit, or the budget of a guardrail, of the workspace or of your own provider key. Add credit at <https://openrouter.ai/settings/credits> or raise the key's limit at <https://openrouter.ai/settings/keys>; the bot tries again by itself.
notice-account-blocked = **Image creation stopped:** OpenRouter has blocked or suspended the bot's account. Sign in at <https://openrouter.ai/> to see why, or contact OpenRouter support; the bot tries again by itself.
notice-works-key-rejected = **Image creation resumed:** OpenRouter accepts the bot's API key again.
notice-works-out-of-credit = **Image creation resumed:** OpenRouter credit is available again.
notice-works-account-blocked = **Image creation resumed:** OpenRouter accepts the bot's account again.

notice-credit-low = **{ $level } or less left:** { $left } remain of the key's limit at OpenRouter, or of a budget above it. When it is used up, no images can be created. Raise it at <https://openrouter.ai/settings/keys>.
notice-provider-blocked = **{ $model } is unavailable:** its provider { $provider } has blocked the account used for it, for every prompt. If you use your own provider key, contact the provider; otherwise contact OpenRouter. Until then, other models are used where possible.
notice-charge-doubted = **Unusual charge of { $said }:** OpenRouter reports it for an image by { $model }. The bot counts only { $counted }, the most it considers plausible, and ignores the charge for estimates. Compare it at <https://openrouter.ai/activity>; if it is right, disable the model. You get this notice at most once a week per model.
notice-log-gone = **The moderation log's channel was deleted.** New entries are kept for one day. Choose another channel with `/log channel`.
notice-log-forbidden = **The bot can't post to the moderation log in { $channel }.** New entries are kept for one day. Give the bot *View Channel*, *Send Messages*, *Attach Files* and *Read Message History* there, or choose another channel with `/log channel`.

# A member's report; the reason follows. $link is a link to the image, $author and $reporter are mentions.
notice-image-reported = **Image reported:** { $link } by { $author }, reported by { $reporter }.
notice-image-reported-unlinked = **Image reported:** an image by { $author }, reported by { $reporter }. The bot doesn't know which message shows it.

# Above a member's appeal, where the moderation log takes none
notice-appeal = **Appeal:** { $member } appeals case { $number }. To see the whole case, use `/case show number:{ $number }`.
