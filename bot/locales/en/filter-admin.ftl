# What moderators read in and after /filter.

# Errors. $part is one of filter-part-….
error-filter-too-large = Nothing was changed: { $part } would be { $size }, and the most is { $most }. Remove some first.
filter-part-rules = the number of rules
filter-part-name = the length of a rule's name
filter-part-keywords = the number of a rule's words
filter-part-keyword = the length of a word
filter-part-patterns = the number of a rule's patterns
filter-part-pattern = the length of a pattern
filter-part-presets = the number of a rule's presets
filter-part-allowed = the number of allowed words
filter-part-message = the length of a message
filter-part-roles = the number of exempt roles
filter-part-channels = the number of exempt channels
filter-part-steps = the number of steps
# $typed is a keyword, shown as code.
error-words-refused = Nothing was changed: { $typed } has no letter or digit. Add one.
# $problem is one of filter-fault-…
error-words-refused-pattern = Nothing was changed: the pattern { $typed } can't be used. { $problem }
error-rule-unknown = There is no rule { $rule }. Choose one from the list that appears as you type.

# $at is the number of a character in the pattern, from 1; $part is the text there, shown as code.
filter-fault-syntax = It isn't valid at character { $at }: { $part }.
filter-fault-unsupported = It uses what this bot doesn't support at character { $at }: { $part }.
filter-fault-too-large = It's too complex at character { $at }: { $part }.
filter-fault-matches-empty = It matches every text.
filter-fault-ascii-only = { $part } at character { $at } only knows English letters and digits here; in AutoMod it knows all.
filter-fault-class-operator = { $part } at character { $at } is plain text here; in AutoMod it's an operator.
filter-fault-nested-class = { $part } at character { $at } is plain text here; in AutoMod it's a class inside a class.
filter-fault-other-meaning = { $part } at character { $at } means something else in AutoMod.

# Below a change
filter-applies = This applies to every text from now on.
# $rules are names of rules, shown as code.
filter-warning-log = ⚠️ The log has no channel, so nothing is posted there and no request can be held: { $rules }. Set one with `/log channel`.

# What an effect does
filter-effect-refuse = refuse
filter-effect-alert = refuse and tell the log
filter-effect-hold = a moderator decides
filter-effect-log = accept and tell the log

# One rule per line. $contents are filter-count-…, $effect is filter-effect-…
filter-empty = There are no rules yet. `/filter add` adds words, and `/filter preset` a word list.
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
        [one] { $n } word list
       *[other] { $n } word lists
    }
filter-count-allowed = { $n ->
        [one] { $n } allowed word
       *[other] { $n } allowed words
    }
filter-count-nothing = no words

# What holds for the whole filter, and details of a rule
filter-names-rules = A refusal names the rule.
filter-names-no-rules = A refusal doesn't name the rule.
# $ladder is such as: 3 in 10m: 1h, 6 in 1d: 1d
filter-ladder = Blocks after refused or held texts: { $ladder }
filter-no-ladder = No one is blocked automatically.
filter-allowed = { $n ->
        [one] { $n } word is allowed in all rules.
       *[other] { $n } words are allowed in all rules.
    }
filter-exempt-roles = Exempt roles: { $names }
filter-exempt-channels = Exempt channels: { $names }
filter-no-exemptions = No role or channel is exempt.
filter-detail-presets = Word lists: { $presets }
filter-detail-message = Members are told: { $message }
# Heads in the file of a rule's words
filter-words-keywords = Words:
filter-words-patterns = Patterns:
filter-words-presets = Word lists:
filter-words-allowed = Allowed words:

# /filter test
filter-test-nothing = No rule is about this text. It would be accepted.
filter-test-operator = a rule of the bot's owner
# $matched and $place are shown as code; $variant is filter-variant-…; $at counts from 1.
filter-test-hit = - **{ $rule }** found { $matched } { $variant } at character { $at }: { $place }
filter-test-more = { $n ->
        [one] - and { $n } more
       *[other] - and { $n } more
    }
# $who is a mention, or filter-test-anyone.
filter-test-exempt = { $who } is exempt, so the text would be accepted.
filter-test-outcome = What happens to { $who }: { $effect } (**{ $rule }**)
filter-test-anyone = a member without roles
filter-variant-plain = as it was typed
filter-variant-normal = without accents and invisible characters
filter-variant-look-alike = by letters that look alike
filter-variant-leet = by digits and symbols that stand for letters
filter-variant-joined = with spaced letters joined
filter-variant-squeezed = with repeated letters as one
filter-variant-broken = with broken words joined
filter-variant-masked = with hidden letters filled in
filter-variant-kana = in other kana

# What would be accepted, in "…: should be { $wanted }"
filter-wanted-words = words, separated by commas
filter-wanted-pattern = a regular expression
filter-wanted-remove = a word or a rule
filter-wanted-word = a word or pattern of a rule
filter-wanted-preset = a word list from the list that appears as you type
filter-wanted-offenses = a number of refused texts
filter-wanted-span = a time up to { $days } days

# /filter export and import
filter-export-done = The filter of this server. `/filter import` restores it.
title-filter-import = Import words
label-filter-import = Words or rules
option-filter-import = Words separated by commas, AutoMod's rules as JSON, or a file's content
filter-import-no-words = there is no word in it
filter-import-title = { $n ->
        [one] { $n } change:
       *[other] { $n } changes:
    }
filter-import-question = Import this?
button-filter-import = Import
# $rule is a rule of AutoMod.
filter-unread-preset = - **{ $rule }** isn't imported: Discord doesn't tell which words its own lists contain. `/filter preset` has similar ones.
filter-unread-other = - **{ $rule }** isn't imported: it isn't about words.
filter-unread-timeout = - **{ $rule }** times members out, which isn't imported. `/filter ladder` blocks them instead.
# $problem is one of filter-fault-…
filter-import-left-out = - **{ $rule }**: the pattern { $pattern } is left out. { $problem }
filter-import-differs = - **{ $rule }**: the pattern { $pattern } is imported as it is. { $problem }

# /filter panel
filter-panel-title = ## Filter
placeholder-filter-rule = Choose a rule to change it
placeholder-filter-effect = Choose what happens to a text with its words
placeholder-filter-roles = Exempt roles
placeholder-filter-channels = Exempt channels and categories
button-filter-overview = Whole filter
button-filter-add = Add words…
button-filter-test = Test…
button-filter-ladder = Automatic blocks…
button-filter-names = { $state ->
        [on] Don't name rules
       *[off] Name rules in refusals
    }
button-filter-switch = { $state ->
        [on] Turn off
       *[off] Turn on
    }
button-filter-message = Message…
button-filter-remove = Remove rule
button-filter-delete = Really remove it
title-filter-add = Add words
title-filter-test = Test a text
title-filter-message = Message to refused members
title-filter-ladder = Automatic blocks
label-filter-rule = Rule
label-filter-words = Words
label-filter-patterns = Patterns
label-filter-text = Text
label-filter-message = Message
label-filter-ladder = Steps
option-filter-words = Separated by commas; cat* also finds cats, *cat* anywhere
option-filter-patterns = Regular expressions, one per line
option-filter-message = Leave it empty for the bot's own sentence
option-filter-ladder = One per line: 3 in 10m: 1h blocks for 1 hour after 3 refused texts in 10 minutes
filter-wanted-step = a number, a time and the time of the block
# After an import or a click that came too late
error-changed-meanwhile-filter = Nothing was changed: another moderator changed the filter meanwhile. Check it and try again.
