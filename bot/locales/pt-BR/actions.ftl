# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/actions.py.

# Buttons under a card; short
action-cancel = Cancelar
# Asks for the same picture once more; the first one is there
action-again = De novo
# Asks for the same picture once more; the first one failed
button-retry = Tentar de novo
action-edit = Editar prompt
# Has the picture changed by the member's words
action-remix = Remixar
action-larger = Maior resolução

# A select under a card; short
placeholder-more = Mais
# A text for people who cannot see the picture
action-alt = Texto alternativo
# Hides the picture until it is clicked, or shows it
action-spoiler = Ligar ou desligar o spoiler
action-details = Detalhes
action-copy = Cópia privada por mensagem direta
action-share = Compartilhar neste canal
action-delete = Excluir

# Where an image came from, in its details.
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **Pedida de novo** depois de { $link }
details-parent-edit = **Editada** a partir de { $link }
details-parent-remix = **Remix** de { $link }
details-parent-larger = **Maior resolução** de { $link }

# Forms and answers of the actions under "More"

title-alt = Texto para quem não pode ver a imagem
# One picture.
label-alt = O que a imagem mostra
# Several pictures, each with a text of its own.
label-alt-one = O que a imagem { $number } mostra
more-alt-changed = O texto para quem não pode ver a imagem foi alterado.
more-copied = A imagem foi enviada para as suas mensagens diretas.
more-copy-too-large = A imagem é grande demais para uma mensagem direta. Nada foi enviado.
# Before the link to the message that the copy is of.
more-copy-from = Sua cópia de { $link }
more-copy-private = Sua cópia de uma imagem privada
more-shared = Agora a imagem aparece neste canal.
more-not-shared = Este servidor mostra só para você o que você faz com este app, então a imagem não pode ser compartilhada aqui.

# The forms behind the buttons under a picture, and the menu of messages with pictures.
# Titles and labels hold at most 45 characters.

title-edit = Editar prompt
title-remix = Remixar esta imagem
title-larger = Maior resolução

label-prompt = O que gerar
label-model = Modelo
label-ratio = Proporção
label-size = Tamanho
label-count = Quantas imagens
# What is to be different in the new picture
label-change = O que mudar
label-image = Qual imagem

# An example of what is written into "What to change"
placeholder-change = Deixe de noite, com chuva na janela
placeholder-attached-stay = As imagens anexadas ficam com o membro que as anexou e não vão junto.

# The first choices under "Model", "Shape" and "Size"
option-model-any = O modelo usual
option-ratio-auto = O modelo decide
option-size-any = O tamanho usual do modelo
# One of the pictures in a message, counted from 1
option-image = Imagem { $number }
