# /my data: a file with everything that is kept about a member, and its deletion.

data-export = Voici tout ce qui est conservé à ton sujet. Ce message n’est visible que par toi.
data-export-cut = Voici ce qui est conservé à ton sujet, le plus récent d’abord. { $entries ->
    [one] Une entrée plus ancienne aurait rendu
   *[other] { $entries } entrées plus anciennes auraient rendu
} le fichier trop lourd pour Discord.

data-delete-question =
    Ceci supprime ce qui est conservé à ton sujet : les prompts et les détails de tes images, les images que tu as jointes et tes réglages par défaut. **C’est irréversible.**
    • Les images publiques restent sur Discord et leurs boutons ne marcheront plus, car le bot ne saura plus à qui elles sont. Si tu veux en faire disparaître, choisis Plus d’actions → Supprimer sous chacune **avant** de continuer ; ensuite, seule la modération pourra supprimer ces messages.
    • Ce qui a été décompté pour les limites reste jusqu’à deux jours après la fin du jour ou du mois, sous un code à la place de ton nom, pour que le nombre d’images qu’il te reste ne change pas.
    • Les images qui t’ont été accordées restent jusqu’à leur expiration, et l’heure de tes prompts refusés reste conservée deux heures. Relance cette commande ensuite ; sinon, tout cela disparaîtra plus tard tout seul.
    • Ce que les images ont coûté reste sans ton nom, et les changements de limites restent dans le journal de leur serveur.
    • Ce qui a été envoyé à OpenRouter pour tes images (prompts, images jointes et un code à la place de ton nom) n’y est pas supprimé.

data-delete-done = { $images ->
    [0] Supprimé. Aucune image terminée de toi n’était connue.
    [one] Supprimé, avec ce qui était conservé sur { $images } image terminée.
   *[other] Supprimé, avec ce qui était conservé sur { $images } images terminées.
} Tes limites ne changent pas.

data-delete-left = { $left ->
    [one] Une image est encore en cours ou pas encore facturée, donc ce qui est conservé à son sujet reste, tout comme les images que tu as jointes récemment.
   *[other] { $left } images sont encore en cours ou pas encore facturées, donc ce qui est conservé à leur sujet reste, tout comme les images que tu as jointes récemment.
} Relance cette commande plus tard.

data-delete-files = Les images que tu as jointes n’ont pas pu être supprimées pour l’instant ; elles disparaîtront d’elles-mêmes d’ici 7 jours.
# In place of all of these
data-delete-part = Tout n’est pas encore supprimé, car la base de données du bot a échoué en cours de route : { $images ->
        [one] { $images } image terminée est oubliée
       *[other] { $images } images terminées sont oubliées
    } pour l’instant. Relance la commande.

data-delete-kept = Rien n’a été supprimé.
data-delete-late = Pas de réponse, donc rien n’a été supprimé. Relance la commande.

button-data-delete = Tout supprimer
button-data-keep = Tout garder
