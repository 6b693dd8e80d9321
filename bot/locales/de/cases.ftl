# Blocks, warnings and appeals, as their member reads them. $number is the case's, $server the
# server's name; $until is a date with a time of day, $when such as: in 2 hours.

# Why a blocked member gets no image; case-reason, case-until and error-blocked-todo follow.
error-blocked-moderator = Du bist auf diesem Server für die Bilderstellung gesperrt (Fall { $number }).
error-blocked-owner = Der Bot-Betreiber hat dich für die Bilderstellung gesperrt (Fall { $number }).
error-blocked-server = Der Bot-Betreiber hat diesen Server gesperrt, deshalb können hier keine Bilder erstellt werden (Fall { $number }).
error-blocked-todo-appeal = Wenn du nicht einverstanden bist, verwende den Button *Einspruch einlegen*. Das ist nur einmal möglich.
error-blocked-todo-open = Du hast Einspruch eingelegt; die Moderation entscheidet darüber.
error-blocked-todo-accepted = Dein Einspruch wurde angenommen. Versuche es erneut.
error-blocked-todo-declined = Dein Einspruch wurde abgelehnt.
error-blocked-todo-owner = Wenn du das für einen Fehler hältst, wende dich an den Bot-Betreiber.

case-reason = Grund: { $reason }.
# $reason ends with a punctuation mark.
case-reason-whole = Grund: { $reason }
case-until = Die Sperre endet am { $until } ({ $when }).
case-until-never = Die Sperre ist unbefristet.
case-warning-until = Die Verwarnung verfällt { $when }.

# Direct messages
case-member-block = Du bist auf **{ $server }** für die Bilderstellung gesperrt (Fall { $number }).
case-member-unblock = Du kannst auf **{ $server }** wieder Bilder erstellen (Fall { $number }).
case-member-warning = Die Moderation von **{ $server }** hat dich wegen der Bilder verwarnt, die du dort erstellst (Fall { $number }).
case-member-appeal = Wenn du nicht einverstanden bist, verwende den Button *Einspruch einlegen*. Das ist nur einmal möglich.
case-member-accepted = Dein Einspruch zu Fall { $number } auf **{ $server }** wurde angenommen. Der Fall gilt nicht mehr.
case-member-declined = Dein Einspruch zu Fall { $number } auf **{ $server }** wurde abgelehnt.

# The form for an appeal
button-appeal = Einspruch einlegen
title-appeal = Einspruch zu Fall { $number }
label-appeal = Warum bist du nicht einverstanden?
case-appealed = Dein Einspruch wurde an die Moderation gesendet. Um die Antwort zu erhalten, erlaube Direktnachrichten von Mitgliedern dieses Servers.
