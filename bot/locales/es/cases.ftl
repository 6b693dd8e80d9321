# Blocks, warnings and appeals, as their member reads them. $number is the case's, $server the
# server's name; $until is a date with a time of day, $when such as: in 2 hours.

# Why a blocked member gets no image; case-reason, case-until and error-blocked-todo follow.
error-blocked-moderator = Tu acceso a la generación de imágenes está suspendido en este servidor (caso { $number }).
error-blocked-owner = El dueño del bot suspendió tu acceso a la generación de imágenes (caso { $number }).
error-blocked-server = El dueño del bot suspendió este servidor, así que aquí no se pueden generar imágenes (caso { $number }).
error-blocked-todo-appeal = Si no estás de acuerdo, usa el botón *Apelar*. Solo puedes apelar una vez.
error-blocked-todo-open = Ya apelaste; la moderación decidirá.
error-blocked-todo-accepted = Se aceptó tu apelación. Inténtalo de nuevo.
error-blocked-todo-declined = Se rechazó tu apelación.
error-blocked-todo-owner = Si crees que es un error, contacta con el dueño del bot.

case-reason = Motivo: { $reason }.
# $reason ends with a punctuation mark.
case-reason-whole = Motivo: { $reason }
case-until = La suspensión termina el { $until } ({ $when }).
case-until-never = La suspensión no tiene fecha de fin.
case-warning-until = La advertencia caduca { $when }.

# Direct messages
case-member-block = Se suspendió tu acceso a la generación de imágenes en **{ $server }** (caso { $number }).
case-member-unblock = Ya puedes generar imágenes de nuevo en **{ $server }** (caso { $number }).
case-member-warning = La moderación de **{ $server }** te hizo una advertencia por las imágenes que generas allí (caso { $number }).
case-member-appeal = Si no estás de acuerdo, usa el botón *Apelar*. Solo puedes apelar una vez.
case-member-accepted = Se aceptó tu apelación del caso { $number } en **{ $server }**. El caso ya no está vigente.
case-member-declined = Se rechazó tu apelación del caso { $number } en **{ $server }**.

# The form for an appeal
button-appeal = Apelar
title-appeal = Apelar el caso { $number }
label-appeal = ¿Por qué no estás de acuerdo?
case-appealed = Tu apelación se envió a la moderación. Para recibir la respuesta, permite los mensajes directos de los miembros de este servidor.
