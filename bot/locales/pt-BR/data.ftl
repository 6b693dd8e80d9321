# /my data: a file with everything that is kept about a member, and its deletion.

data-export = Aqui está tudo o que é guardado sobre você. Só você pode ver esta mensagem.
data-export-cut = Aqui está o que é guardado sobre você, do mais recente ao mais antigo. { $entries ->
    [one] Um registro mais antigo deixaria
   *[other] { $entries } registros mais antigos deixariam
} o arquivo grande demais para o Discord.

data-delete-question =
    Isto exclui o que é guardado sobre você: os prompts e detalhes das suas imagens, as imagens que você anexou e os seus padrões. **Não dá para desfazer.**
    • As imagens públicas ficam no Discord e os botões delas param de funcionar, pois o bot não saberá mais de quem elas são. Se quiser que alguma suma, escolha Mais → Excluir abaixo dela **antes** de continuar; depois disso, só a moderação pode excluir essas mensagens.
    • O que foi contado para os limites fica até dois dias depois do fim do dia ou do mês, sob um código no lugar do seu nome, para que as imagens que ainda restam para você não mudem.
    • As imagens concedidas a você ficam até expirarem, e os horários dos seus prompts recusados, por duas horas. Use este comando de novo depois disso; senão, eles somem sozinhos mais tarde.
    • O custo das imagens fica guardado sem o seu nome, e as mudanças de limites continuam no registro do servidor em que foram feitas.
    • O que foi enviado ao OpenRouter para as suas imagens (prompts, imagens anexadas e um código no lugar do seu nome) não é excluído de lá.

data-delete-done = { $images ->
    [0] Excluído. Não havia nenhuma imagem sua concluída.
    [one] Excluído, com o que era guardado sobre { $images } imagem concluída.
   *[other] Excluído, com o que era guardado sobre { $images } imagens concluídas.
} Seus limites continuam como estavam.

data-delete-left = { $left ->
    [one] Uma imagem ainda está em andamento ou não foi faturada, então o que é guardado sobre ela fica, assim como as imagens que você anexou há pouco.
   *[other] { $left } imagens ainda estão em andamento ou não foram faturadas, então o que é guardado sobre elas fica, assim como as imagens que você anexou há pouco.
} Use este comando de novo mais tarde.

data-delete-files = As imagens que você anexou não puderam ser removidas agora; elas somem sozinhas em até 7 dias.
# In place of all of these
data-delete-part = Nem tudo foi excluído ainda, porque o banco de dados do bot falhou no meio do caminho: até agora, { $images ->
        [one] { $images } imagem pronta foi esquecida
       *[other] { $images } imagens prontas foram esquecidas
    }. Use o comando de novo.

data-delete-kept = Nada foi excluído.
data-delete-late = Ninguém decidiu, então nada foi excluído. Use o comando de novo.

button-data-delete = Excluir tudo
button-data-keep = Manter
