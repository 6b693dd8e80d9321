# Blocks, warnings and appeals, as their member reads them. $number is the case's, $server the
# server's name; $until is a date with a time of day, $when such as: in 2 hours.

# Why a blocked member gets no image; case-reason, case-until and error-blocked-todo follow.
error-blocked-moderator = You're blocked from creating images in this server (case { $number }).
error-blocked-owner = The bot's owner has blocked you from creating images (case { $number }).
error-blocked-server = The bot's owner has blocked this server, so no images can be created here (case { $number }).
error-blocked-todo-appeal = If you disagree, use the button *Appeal*. You can appeal only once.
error-blocked-todo-open = You have appealed; a moderator will decide.
error-blocked-todo-accepted = Your appeal was accepted. Try again.
error-blocked-todo-declined = Your appeal was declined.
error-blocked-todo-owner = If you think this is a mistake, contact the bot's owner.

case-reason = Reason: { $reason }.
# $reason ends with a punctuation mark.
case-reason-whole = Reason: { $reason }
case-until = The block ends { $until } ({ $when }).
case-until-never = The block has no end date.
case-warning-until = The warning expires { $when }.

# Direct messages
case-member-block = You have been blocked from creating images in **{ $server }** (case { $number }).
case-member-unblock = You can create images in **{ $server }** again (case { $number }).
case-member-warning = A moderator of **{ $server }** has warned you about the images you create there (case { $number }).
case-member-appeal = If you disagree, use the button *Appeal*. You can appeal only once.
case-member-accepted = Your appeal of case { $number } in **{ $server }** was accepted. The case is no longer in force.
case-member-declined = Your appeal of case { $number } in **{ $server }** was declined.

# The form for an appeal
button-appeal = Appeal
title-appeal = Appeal case { $number }
label-appeal = Why do you disagree?
case-appealed = Your appeal was sent to the moderators. To get the answer, allow direct messages from this server's members.
