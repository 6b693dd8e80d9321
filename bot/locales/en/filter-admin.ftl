# What moderators read in and after /filter.

# Errors. $part is one of filter-part-….
error-filter-too-large = Nothing was changed: { $part } would be { $size }, but at most { $most } is allowed. Shorten or remove something first.
filter-part-rules = the number of rules
filter-part-name = the length of a rule's name
filter-part-keywords = the number of words in a rule
filter-part-keyword = the length of a word
filter-part-patterns = the number of patterns in a rule
filter-part-pattern = the length of a pattern
filter-part-presets = the number of presets in a rule
filter-part-allowed = the number of allowed words
filter-part-message = the length of a message
filter-part-roles = the number of exempt roles
filter-part-channels = the number of exempt channels
filter-part-steps = the number of steps for automatic blocks
# $typed is a keyword, shown as code.
error-words-refused = Nothing was changed: { $typed } has no letter or digit. Add one.
# $problem is one of filter-fault-…
error-words-refused-pattern = Nothing was changed: the pattern { $typed } can't be used. { $problem }
error-rule-unknown = There is no rule { $rule }. Choose one from the list that appears as you type.

# $at is the number of a character in the pattern, from 1; $part is the text there, shown as code.
filter-fault-syntax = It isn't valid at character { $at }: { $part }.
filter-fault-unsupported = At character { $at }, it uses something that this bot doesn't support: { $part }.
filter-fault-too-large = It's too complex at character { $at }: { $part }.
filter-fault-matches-empty = It matches every text.
filter-fault-ascii-only = { $part } at character { $at } covers only English letters and digits here; in AutoMod it covers those of all languages.
filter-fault-class-operator = { $part } at character { $at } is plain text here; in AutoMod it's an operator.
filter-fault-nested-class = { $part } at character { $at } is plain text here; in AutoMod it's a class inside a class.
filter-fault-other-meaning = { $part } at character { $at } has a different meaning in AutoMod.

# Below a change
filter-applies = This applies to every text from now on.
# $rules are names of rules, shown as code.
filter-warning-log = ⚠️ The moderation log has no channel, so these rules can't post there or hold requests: { $rules }. Set one with `/log channel`.

# What an effect does
filter-effect-refuse = refuse
filter-effect-alert = refuse and post to the log
filter-effect-hold = hold until a moderator decides
filter-effect-log = accept and post to the log

# One rule per line. $contents are filter-count-…, $effect is filter-effect-…
filter-empty = There are no rules yet. Add words with `/filter add`, or a ready-made word list with `/filter preset`.
filter-rule = **{ $rule }**: { $contents }; { $effect }
filter-rule-off = { $line } (off)
filter-count-keywords = { $n ->
        [one] { $n } word
       *[other] { $n } words
    }
filter-count-patterns = { $n ->
        [one] { $n } pattern
       *[other] { $n } patterns
    }
filter-count-presets = { $n ->
        [one] { $n } preset
       *[other] { $n } presets
    }
filter-count-allowed = { $n ->
        [one] { $n } allowed word
       *[other] { $n } allowed words
    }
filter-count-nothing = no words

# What holds for the whole filter, and details of a rule
filter-names-rules = Refusals name the rule.
filter-names-no-rules = Refusals don't name the rule.
# $ladder is such as: 3 in 10m: 1h, 6 in 1d: 1d
filter-ladder = Automatic blocks after refused or held texts: { $ladder }
filter-no-ladder = No member is blocked automatically.
filter-allowed = { $n ->
        [one] { $n } word is allowed in all rules.
       *[other] { $n } words are allowed in all rules.
    }
filter-exempt-roles = Exempt roles: { $names }
filter-exempt-channels = Exempt channels: { $names }
filter-no-exemptions = No role or channel is exempt.
filter-detail-presets = Presets: { $presets }
filter-detail-message = Message to members: { $message }
# Heads in the file of a rule's words
filter-words-keywords = Words:
filter-words-patterns = Patterns:
filter-words-presets = Presets:
filter-words-allowed = Allowed words:

# /filter test
filter-test-nothing = No rule matches this text, so it would be accepted.
filter-test-operator = a rule of the bot's owner
# $matched and $place are shown as code; $variant is filter-variant-…, which says how the text was
# read to find the hit; $at counts from 1.
filter-test-hit = - **{ $rule }** found { $matched } ({ $variant }) at character { $at }: { $place }
filter-test-more = { $n ->
        [one] - and { $n } more hit
       *[other] - and { $n } more hits
    }
# $who is a mention, or filter-test-anyone; $effect is filter-effect-…
filter-test-exempt = The text would be accepted: the filter doesn't apply to { $who } there.
filter-test-outcome = Result for { $who }: { $effect } (**{ $rule }**)
filter-test-anyone = a member without roles
filter-variant-plain = as typed
filter-variant-normal = ignoring accents and invisible characters
filter-variant-look-alike = replacing look-alike letters
filter-variant-leet = reading digits and symbols as letters
filter-variant-joined = joining spaced letters
filter-variant-squeezed = reducing repeated letters to one
filter-variant-broken = joining broken words
filter-variant-masked = filling in hidden letters
filter-variant-kana = reading the other kana

# What would be accepted, in "…: should be { $wanted }"
filter-wanted-words = words, separated by commas
filter-wanted-pattern = a regular expression
filter-wanted-remove = a word or a rule
filter-wanted-word = a word or pattern of a rule
filter-wanted-preset = a preset from the list that appears as you type
filter-wanted-offenses = a number of refused or held texts
filter-wanted-span = a time up to { $days } days

# /filter export and import
filter-export-done = The filter of this server. `/filter import` restores it.
title-filter-import = Import into the filter
label-filter-import = Words or rules
option-filter-import = Words separated by commas, AutoMod rules as JSON, or an exported filter
filter-import-no-words = it contains no words
filter-import-title = { $n ->
        [one] { $n } change:
       *[other] { $n } changes:
    }
filter-import-question = Import this?
button-filter-import = Import
# $rule is a rule of AutoMod.
filter-unread-preset = - **{ $rule }** isn't imported: Discord doesn't say which words its own lists contain. `/filter preset` adds similar ones.
filter-unread-other = - **{ $rule }** isn't imported: it isn't about words in messages.
filter-unread-timeout = - **{ $rule }** times members out, which isn't imported. To block members instead, use `/filter ladder`.
# $problem is one of filter-fault-…
filter-import-left-out = - **{ $rule }**: the pattern { $pattern } isn't imported. { $problem }
filter-import-differs = - **{ $rule }**: the pattern { $pattern } is imported unchanged. { $problem }

# /filter panel
filter-panel-title = ## Filter
placeholder-filter-rule = Choose a rule to change it
placeholder-filter-effect = Choose what happens to texts with its words
placeholder-filter-roles = Exempt roles
placeholder-filter-channels = Exempt channels and categories
button-filter-overview = Whole filter
button-filter-add = Add words…
button-filter-words = Edit words…
button-filter-test = Test…
button-filter-ladder = Automatic blocks…
button-filter-names = { $state ->
        [on] Don't name rules in refusals
       *[off] Name rules in refusals
    }
button-filter-switch = { $state ->
        [on] Turn off
       *[off] Turn on
    }
button-filter-message = Message…
button-filter-remove = Remove rule
button-filter-delete = Yes, remove it
title-filter-add = Add words
title-filter-words = Edit words
title-filter-test = Test a text
title-filter-message = Message to members
title-filter-ladder = Automatic blocks
label-filter-rule = Rule
label-filter-words = Words
label-filter-patterns = Patterns
label-filter-allowed = Allowed words
label-filter-text = Text
label-filter-message = Message
label-filter-ladder = Steps
option-filter-words = Separated by commas; cat* also finds cats, and *cat* finds it anywhere
option-filter-lines = One per line
option-filter-patterns = Regular expressions, one per line
option-filter-message = Shown when a text is refused; leave it empty for the bot's own message
option-filter-ladder = One per line; “3 in 10m: 1h” blocks for 1 h after 3 texts in 10 min
filter-wanted-step = how many texts, within what time, and how long the block lasts
# After an import or a click that came too late
error-changed-meanwhile-filter = Nothing was changed: another moderator changed the filter in the meantime. Check it and try again.
