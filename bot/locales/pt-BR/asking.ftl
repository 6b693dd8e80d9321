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
label-picture = Qual imagem

# An example of what is written into "What to change"
placeholder-change = Deixe de noite, com chuva na janela
placeholder-attached-stay = As imagens anexadas ficam com o membro que as anexou e não vão junto.

# The first choices under "Model", "Shape" and "Size"
option-model-any = O modelo usual
option-ratio-auto = O modelo decide
option-size-any = O tamanho usual do modelo
# One of the pictures in a message, counted from 1
option-picture = Imagem { $number }
