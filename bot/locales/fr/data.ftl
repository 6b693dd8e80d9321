# /my data: a file with everything that is kept about a member, and its deletion.

data-export = Voici tout ce qui est conservé à ton sujet. Ce message n’est visible que par toi.
data-export-cut = Voici ce qui est conservé à ton sujet, le plus récent d’abord. { $entries ->
    [one] Une entrée plus ancienne aurait rendu
   *[other] { $entries } entrées plus anciennes auraient rendu
} le fichier trop lourd pour Discord.

data-delete-question =
    Ceci supprime ce qui est conservé à ton sujet : les prompts et les détails de tes images, les images que tu as jointes et tes réglages par défaut. **C’est irréversible.**
    • Les images restent là où elles ont été publiées, mais les boutons en dessous ne marcheront plus. Si tu veux les faire disparaître, supprime toi-même les messages.
    • Ce dont les limites ont besoin reste jusqu’à expiration, donc le nombre d’images qu’il te reste ne change pas : ce qui a été décompté, sous un code à la place de ton nom, les images qui t’ont été accordées et les prompts refusés récemment.
    • Les changements de limites restent dans le journal de leur serveur.

data-delete-done = { $pictures ->
    [0] Supprimé. Aucune image de toi n’était connue.
    [one] Supprimé, avec tout ce qui était conservé sur une image.
   *[other] Supprimé, avec tout ce qui était conservé sur { $pictures } images.
} Tes limites ne changent pas.

data-delete-left = { $left ->
    [one] Une image est encore en cours ou pas encore facturée, donc ce qui est conservé à son sujet reste, tout comme les images que tu as jointes récemment.
   *[other] { $left } images sont encore en cours ou pas encore facturées, donc ce qui est conservé à leur sujet reste, tout comme les images que tu as jointes récemment.
} Relance cette commande plus tard.

data-delete-files = Les images que tu as jointes n’ont pas pu être supprimées pour l’instant ; elles disparaîtront d’elles-mêmes d’ici 7 jours.

data-delete-kept = Rien n’a été supprimé.
data-delete-late = Pas de réponse, donc rien n’a été supprimé. Relance la commande.

button-data-delete = Tout supprimer
button-data-keep = Tout garder
