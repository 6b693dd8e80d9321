# Blocks, warnings and appeals, as their member reads them. $number is the case's, $server the
# server's name; $until is a date with a time of day, $when such as: in 2 hours.

# Why a blocked member gets no image; case-reason, case-until and error-blocked-todo follow.
error-blocked-moderator = Ton accès à la génération d’images est suspendu sur ce serveur (dossier { $number }).
error-blocked-owner = Le propriétaire du bot a suspendu ton accès à la génération d’images (dossier { $number }).
error-blocked-server = Le propriétaire du bot a suspendu ce serveur : aucune image ne peut être générée ici (dossier { $number }).
error-blocked-todo-appeal = Si tu n’es pas d’accord, utilise le bouton *Faire appel*. Tu ne peux le faire qu’une fois.
error-blocked-todo-open = Tu as fait appel ; la modération prendra une décision.
error-blocked-todo-accepted = Ton appel a été accepté. Réessaie.
error-blocked-todo-declined = Ton appel a été refusé.
error-blocked-todo-owner = Si tu penses que c’est une erreur, contacte le propriétaire du bot.

case-reason = Raison : { $reason }.
# $reason ends with a punctuation mark.
case-reason-whole = Raison : { $reason }
case-until = La suspension prend fin le { $until } ({ $when }).
case-until-never = La suspension n’a pas de date de fin.
case-warning-until = L’avertissement expire { $when }.

# Direct messages
case-member-block = Ton accès à la génération d’images est suspendu sur **{ $server }** (dossier { $number }).
case-member-unblock = Tu peux de nouveau générer des images sur **{ $server }** (dossier { $number }).
case-member-warning = La modération de **{ $server }** t’a donné un avertissement au sujet des images que tu y génères (dossier { $number }).
case-member-appeal = Si tu n’es pas d’accord, utilise le bouton *Faire appel*. Tu ne peux le faire qu’une fois.
case-member-accepted = Ton appel concernant le dossier { $number } sur **{ $server }** a été accepté. Le dossier n’a plus d’effet.
case-member-declined = Ton appel concernant le dossier { $number } sur **{ $server }** a été refusé.

# The form for an appeal
button-appeal = Faire appel
title-appeal = Faire appel du dossier { $number }
label-appeal = Pourquoi n’es-tu pas d’accord ?
case-appealed = Ton appel a été envoyé à la modération. Pour recevoir la réponse, autorise les messages privés des membres de ce serveur.
