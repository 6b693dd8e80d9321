# What a member has left, as /my allowance shows it. Every message stands on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What stands in the way
allowance-outside = 🚫 Le propriétaire du bot n’accepte pas d’images en dehors des serveurs.
allowance-paused = ⏸️ Images en pause jusqu’à ce que la modération les réactive
allowance-paused-until = ⏸️ Images en pause jusqu’au { $until }
# $paused is one of the two above
allowance-paused-reason = { $paused } : { $reason }
allowance-wrong-channel = 🚫 Pas d’images dans ce salon, d’après la liste des salons.
allowance-unknown-place = 🚫 Pas d’images dans ce salon pour le moment : les règles dépendent de sa catégorie ou de sa limite d’âge, et Discord ne les indique pas au bot.
# $limit is a limit's name in the command /limits; $origin is limit-set-by
allowance-forbidden = 🚫 Pas dans ce type de salon : `{ $limit }` { $value } ({ $origin })
allowance-refused = 🚫 Trop de prompts refusés ; l’attente se termine { $when }.
allowance-cooldown = ⏳ Le délai d’attente se termine { $when }.
allowance-no-cooldown = ✅ Aucun délai d’attente en cours.
allowance-used-up = 🚫 `{ $limit }` : limite atteinte.
allowance-used-up-until = 🚫 `{ $limit }` : limite atteinte, remise à zéro { $when }.
allowance-exempt = ⭐ Un rôle exempté dispense du délai d’attente et des limites d’images par membre.
allowance-event = 🎉 Limites d’images ×{ $factor } jusqu’au { $until }.

# What is left; $what is one of allowance-what
allowance-left = { $what } : encore **{ $left }** sur { $cap }
allowance-left-until = { $what } : encore **{ $left }** sur { $cap }, remise à zéro { $when }
allowance-what-member-images-per-day = Tes images aujourd’hui
allowance-what-member-images-per-month = Tes images ce mois-ci
allowance-what-server-images-per-day = Images de tout le serveur aujourd’hui
allowance-what-server-images-per-month = Images de tout le serveur ce mois-ci
allowance-what-member-usd-per-day = Tes dollars aujourd’hui
allowance-what-member-usd-per-month = Tes dollars ce mois-ci
allowance-what-server-usd-per-day = Dollars de tout le serveur aujourd’hui
allowance-what-server-usd-per-month = Dollars de tout le serveur ce mois-ci
allowance-what-member-jobs-at-once = Tes commandes simultanées
allowance-what-server-jobs-at-once = Commandes simultanées de tout le serveur
allowance-what-CAP_SERVER_USD_PER_DAY = Dollars de tout le serveur aujourd’hui (plafond du propriétaire du bot)
allowance-what-CAP_SERVER_USD_PER_MONTH = Dollars de tout le serveur ce mois-ci (plafond du propriétaire du bot)
allowance-what-CAP_USER_USD_PER_DAY = Tes dollars aujourd’hui, partout (plafond du propriétaire du bot)
allowance-what-CAP_USER_IMAGES_PER_DAY = Tes images aujourd’hui, tous serveurs confondus
allowance-what-BUDGET_USD_PER_DAY = Budget du bot aujourd’hui
allowance-what-BUDGET_USD_PER_MONTH = Budget du bot ce mois-ci
allowance-unlimited = Ici, aucune limite ne s’applique à tes images, tes dollars ou tes commandes.
allowance-grant = 🎁 Accordées en plus : encore **{ $left }** sur { $granted ->
        [one] { $granted } image
       *[other] { $granted } images
    }, jusqu’au { $until }

# Limits that are not counted, such as: `cooldown` 1 min, set for this server
allowance-limit = `{ $limit }` { $value } ({ $origin })
# What a limit is set to: no limit
allowance-off = sans limite
# The same, such as at most 3 pictures for one command
allowance-most = { $n ->
        [0] aucune
       *[other] { $n } au plus
    }
# The same, where nothing can be chosen
allowance-none = aucun choix
allowance-allowed = autorisé
allowance-not-allowed = interdit
allowance-nsfw-anywhere = partout
allowance-nsfw-only = seulement dans les salons soumis à une limite d’âge
allowance-nsfw-never = jamais dans les salons soumis à une limite d’âge

# The next picture
allowance-no-model = Aucun modèle ne peut générer d’image pour l’instant.
allowance-next = La prochaine image, avec **{ $model }**, coûterait au plus { $cost }.
