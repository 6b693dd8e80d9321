# /my data: a file with everything that is kept about a member, and its deletion.

data-export = Aqui está tudo o que é guardado sobre você. Só você pode ver esta mensagem.
data-export-cut = Aqui está o que é guardado sobre você, do mais recente ao mais antigo. { $entries ->
    [one] Um registro mais antigo deixaria
   *[other] { $entries } registros mais antigos deixariam
} o arquivo grande demais para o Discord.

data-delete-question =
    Isto exclui o que é guardado sobre você: os prompts e detalhes das suas imagens, as imagens que você anexou e os seus padrões. **Não dá para desfazer.**
    • As imagens ficam onde foram postadas, mas os botões abaixo delas param de funcionar. Se quiser que elas sumam, exclua as mensagens por conta própria.
    • O que é necessário para os limites continua guardado até o prazo acabar, então as imagens que ainda restam para você não mudam: o que foi contado, sob um código no lugar do seu nome, as imagens concedidas a você e os prompts recusados há pouco.
    • As mudanças de limites continuam no registro do servidor em que foram feitas.

data-delete-done = { $pictures ->
    [0] Excluído. Não havia nenhuma imagem sua.
    [one] Excluído, com tudo o que era guardado sobre uma imagem.
   *[other] Excluído, com tudo o que era guardado sobre { $pictures } imagens.
} Seus limites continuam como estavam.

data-delete-left = { $left ->
    [one] Uma imagem ainda está em andamento ou não foi faturada, então o que é guardado sobre ela fica, assim como as imagens que você anexou há pouco.
   *[other] { $left } imagens ainda estão em andamento ou não foram faturadas, então o que é guardado sobre elas fica, assim como as imagens que você anexou há pouco.
} Use este comando de novo mais tarde.

data-delete-files = As imagens que você anexou não puderam ser removidas agora; elas somem sozinhas em até 7 dias.

data-delete-kept = Nada foi excluído.
data-delete-late = Ninguém decidiu, então nada foi excluído. Use o comando de novo.

button-data-delete = Excluir tudo
button-data-keep = Manter
