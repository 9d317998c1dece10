"""Names as people have them in many places: given and family names, put together by us."""

_BY_PLACE = """
England: Oliver,Amelia,George,Isla,Harry,Poppy,Alfie,Freya,Nigel,Maud,Basil,Hyacinth,Rhys,Imogen,Crispin,Philippa,Graham,Dorothy | Smith,Clarke,Hancock,Woodcock,Dickens,Babcock,Cockerill,Glasscock,Hitchcock,Peacock,Alcock,Butts,Dickinson,Cummings,Essex,Cockburn,Bloodworth,Onions
Scotland and Wales: Hamish,Ailsa,Ruaridh,Morag,Eilidh,Siân,Gwilym,Angharad,Llewelyn,Ffion | MacDonald,McTavish,M’Culloch,MacAulay,Farquharson,ap Rhys,Llwyd,Ffowcs-Jones,ferch Owain,Prys
Ireland: Siobhán,Pádraig,Saoirse,Oisín,Caoimhe,Niamh,Tadhg,Fionnuala,Róisín,Cillian | O’Brien,O'Connor,Ní Dhomhnaill,Mac Giolla,Ó Súilbhéaín,Nic Aoidh,FitzGerald,Uí Néill,de Búrca,O’Shea
Surnames that filters mistake: Natalie,Craig,Linda,Thomas,Tyson,Ann,Peter,Lou,Mia,Ned,Ursula,Otto | Weiner,Cockburn,Callahan,Kuntz,Gay,Medick,Dickman,Suconcock,Sporn,Wankel,Fuchs,Titz
Given names that filters mistake: Dick,Fanny,Gaylord,Kike,Anal,Wang,Dong,Randy,Willy,Fuk,Phuc,Shi,Tit,Ana,Cum,Adolf,Osama,Jesus | Cheever,Maurin,Perry,Blanco,Shah,Wei,Lei,Newman,Brandt,Chan,Tran,Tao,Slak,López,Nkosi,Loos,Hassan,Ortiz
Germany: Jürgen,Käthe,Günther,Björn,Liesl,Heiko,Anneliese,Jörg,Ulrike,Maximilian,Heinz-Peter,Anne-Sophie | Müller,Groß,von Braun,zu Guttenberg,Strauß,Schröder,Weiß,vom Stein,Krüger,Fickel,Schmidt-Rottluff,Wichtermann
France: Amélie,François,Zoé,Benoît,Jean-Luc,Marie-Thérèse,Loïc,Hélène,Anaïs,Gaëtan,Noël,Cédric | Dupont,d’Ormesson,de La Fontaine,L’Hôpital,Lefèvre,du Bellay,Bordeleau,Le Goff,Saint-Exupéry,Connan,Cuzin,Leblanc
Spain: José,María,Begoña,Iñaki,Íñigo,Núria,Concha,Xoán,Pilar,Jordi,Eneko,Montserrat | García Márquez,de la Cruz,Muñoz,Etxeberria,Gal·la,Pujol i Soley,Zorrilla,Ibáñez,Peñalver,Vergara,Culebras,Putxet
Latin America: Thiago,Guadalupe,Ximena,Facundo,Yamileth,Itzel,Nahuel,Rosalía,Wilson,Deyanira,Ollanta,Quispe | Gonçalves,Fernández de Kirchner,Xiomara,Mamani,Condori,Huamán,Ñañez,Pinochet,Tellería,Yupanqui,Choque,Villaseñor
Portugal and Brazil: João,Conceição,Inês,Gonçalo,Antônio,Luísa,Tomé,Fátima,Zeferino,Leonor | da Silva,dos Santos,Magalhães,de Assunção,Araújo,Brandão,Queirós,Simões,e Sousa,Botelho
Italy: Niccolò,Giosuè,Chiara,Gian Marco,Noè,Ludovica,Fausto,Mariù,Ciro,Dafne | D’Angelo,De Niro,della Rovere,dell’Orto,Lo Cascio,Esposito,degli Innocenti,Fagiani,Cazzullo,Merdini
Netherlands and Belgium: Joost,Maaike,Geert,Fleur,Jip,Sjoerd,Anouk,Bram,Noor,Koen | van der Berg,'t Hooft,de Vries,ten Have,van ’t Hoff,in ’t Veld,IJsselmeer,Kuyt,Dijkstra,De Kock
Nordic: Søren,Åsa,Þórdís,Øyvind,Sigríður,Jörgen,Ægir,Lærke,Siiri,Väinö,Björk,Guðrún | Kierkegård,Öberg,Jónsdóttir,Bjørnstad,Þorsteinsson,af Geijerstam,Mäkelä,Hyvönen,Niinistö,Ólafsson,Fagerholm,Dyke
Poland and Czechia: Łukasz,Żaneta,Świętosława,Grzegorz,Małgorzata,Jiří,Růžena,Břetislav,Šárka,Zdeněk | Wałęsa,Żółkiewska,Szczęsny,Brzęczyszczykiewicz,Ćwik,Dvořák,Němcová,Příhoda,Šťastná,Ježek
Hungary and Romania: György,Erzsébet,Ödön,Zsófia,Ágnes,Ștefan,Ioana,Răzvan,Țuțu,Crăița | Nagy,Szőke,Kovács-Tóth,Ősz,Fazekas,Brâncuși,Țurcanu,Popescu,Bălan,Fătu
South Slavs: Đorđe,Željka,Ćiro,Nikša,Šime,Jovanka,Miloš,Tjaša,Črt,Ljubica | Đoković,Žižek,Ćurić,Šuput,Kukuljević,Horvat,Krstić,Čeferin,Novak,Pušić
Baltic: Jānis,Kęstutis,Žydrūnas,Aušra,Ģirts,Õie,Ülo,Ķirsis,Ieva,Rasa | Bērziņš,Šimkutė,Čiurlionis,Landsbergis,Kalniņš,Õunapuu,Jüri,Ozoliņa,Žukauskas,Tamm
Turkey and Azerbaijan: Ümit,İbrahim,Çağla,Şükrü,Gülşen,Işıl,Oğuz,Əli,Xədicə,Nərmin | Öztürk,Yıldız,Çelik,Şahin,Güneş,İnönü,Bağcı,Əliyev,Hüseynov,Quliyeva
Greece: Γιώργος,Ελένη,Νίκος,Αθηνά,Δημήτρης,Χριστίνα,Στέλιος,Βασιλική,Θανάσης,Ιωάννα | Παπαδόπουλος,Ἀγγελόπουλος,Μητσοτάκη,Σεφέρης,Ρίτσος,Καζαντζάκης,Βενιζέλου,Ωνάσης,Ξενάκης,Ζορμπά
Russia: Дмитрий,Юлия,Ольга,Фёдор,Ярослав,Наталья,Ксения,Пётр,Людмила,Андрей | Иванов,Щербакова,Ёлкин,Достоевский,Цветаева,Салтыков-Щедрин,Чехова,Эйзенштейн,Жуков,Хакамада
Ukraine, Belarus, Bulgaria: Їжак,Євген,Олена,Ґандзя,Тарас,Міхась,Алесь,Цветан,Снежана,Христо | Шевченко,Єфремов,Іваненко,Лук’яненко,Кобилянська,Быкаў,Купала,Живков,Златева,Ботев
Caucasus: ნინო,გიორგი,თამარ,შოთა,ქეთევან,Ծովինար,Արամ,Հայկ,Անահիտ,Տիգրան | ბერიძე,რუსთაველი,ჭავჭავაძე,ყიფიანი,მაისურაძე,Հակոբյան,Պետրոսյան,Սարգսյան,Ղազարյան,Տէրեան
Arab world: أمل,محمد,فاطمة,عبد الله,نور الهدى,خالد,هند,يوسف,رانيا,مُنى | المصري,بن سلمان,الخوري,أبو زيد,القاسمي,درويش,العطّار,حسين,الشيخ,عثمان
Arab world in Latin letters: Amal,Mohammed,Abd al-Rahman,Nour El-Houda,Khaled,Yusuf,Layla,Jihad,Osama,Isis | al-Masri,bin Salman,Al-Khoury,El-Baz,Abu Zayd,ibn Rushd,Darwish,Shittu,Ben Ali,Naguib
Iran and Afghanistan: علی‌رضا,زهرا,کوروش,پریسا,فرشته,Dariush,Golnaz,Shirin,Farrokh,Zarghuna | حسینی,کریمی,رضایی,گلشیری,پهلوی,Ghorbani,Esfahani,Pakzad,Nafisi,Ahmadzai
Israel: יעל,נועם,ג׳ורג׳,רחל,אהרן,Yael,Noam,Shlomit,Re’uven,Chaim | כהן,לוי,בן־גוריון,פרץ,צ׳רניחובסקי,Ben-Gurion,Shitrit,Cohen,Peretz,Katz
India: श्रीकांत,अनिता,लक्ष्मी,कृष्ण,ঋতুপর্ণ,সৌমিত্র,ਹਰਪ੍ਰੀਤ,ગૌરી,ஜெயலலிதா,రామారావు,ಶ್ರೀನಿವಾಸ,ശ്രീദേവി | शर्मा,दीक्षित,त्रिपाठी,वर्मा,ঘোষ,চট্টোপাধ্যায়,ਸਿੰਘ,પટેલ,ராமசாமி,నాయుడు,ಮೂರ್ತಿ,നായർ
India in Latin letters: Anil,Priyanka,Ravindra,Sukhdeep,Anal,Lakshmi,Dikshit,Hardik,Asmita,Shital | Krishnan,Chatterjee,Dikshit,Gandhi,Singh Gill,Iyer,Bose,Assudani,Puthenpurackal,Phukan
Sri Lanka, Nepal, Tibet: ශ්‍රීමතී,නිමල්,சிவகாமி,पूर्ण,सीता,Tenzin,Dolma,Pasang,Chandrika,ཚེ་རིང | රාජපක්ෂ,ද සිල්වා,குமாரசாமி,थापा,गुरुङ,Gyatso,Sherpa,Lhamo,Bandaranaike,དོན་གྲུབ
Thailand, Laos, Burma, Cambodia: กมล,เกษม,ไพลิน,น้ำฝน,แสงดาว,ສົມພອນ,ကျော်,အောင်ဆန်း,សុខា,ចន្ទ | ศรีสุข,เทพหัสดิน,ชินวัตร,แก้วมณี,ไชยา,ວົງສາ,စွာ,မြင့်,ហ៊ុន,ឧត្តម
Vietnam: Nguyễn Thị Minh,Phúc,Đức,Bích,Dũng,Hạnh,Thảo,Tuấn,Ngọc,Dung | Trần,Phạm,Đặng,Lê,Nguyễn,Vũ,Hồ,Bùi,Ngô,Đỗ
China: 伟,秀英,娜,欧阳,若曦,Wei,Xiu Ying,Shi,Fang,Jia-Ling | 王,李,张,司马,諸葛,Wang,Dong,Chiang,Fu,Long
Japan: 花子,太郎,さくら,ケンジ,ノリコ,裕美子,美々,Haruki,Yōko,Shin’ichi | 山田,佐々木,高橋,タナカ,ヶ谷,﨑本,阿部,Fukuda,Ōno,Dōmoto
Korea: 지민,서연,민준,하은,영희,Ji-min,Seok-jin,Yoo Shin,Dong-hyun,Bum-suk | 박,김,이,남궁,최,Bang,Gook,Kang,Suh,Shin
Indonesia, Malaysia, Philippines: Sukarno,Ni Luh,I Wayan,Siti,Nur Aisyah,Mohd Faizal,Jejomar,Maria Fe,Bongbong,Putri | ,Putu,Sudiarta,binti Ahmad,bt Osman,bin Razak,Macapagal,de los Reyes,Dimaculangan,Wijaya
West Africa: Chimamanda,Kwame,Oluwaseun,Ọmọ́tọ́lá,Ẹ̀bùn,Aïssatou,N’Golo,Ndèye,Kofi,Yaa | Adichie,Nkrumah,Adébáyọ̀,Ọlátúnjí,Okonkwo,Diallo,N’Diaye,M’Baye,Asantewaa,Cissé
East and southern Africa: Ngũgĩ,Wangarĩ,Tsitsi,Desmond,ደራርቱ,ኃይሌ,Nomvula,Thabo,Haile,Zanele | wa Thiong’o,Mũta,Dangarembga,Mpilo,ቱሉ,ገብረሥላሴ,ǃXóõ,Mbeki,Gebrselassie,Muholi
Pacific and first nations: Kekoa,ʻIolani,Hōne,Ngāio,Tāwhiri,ᏣᎳᎩ,ᐃᓄᒃ,Nizhoni,Kaʻahumanu,Tuʻi | Kamakawiwoʻole,Kauaʻi,Tūhoe,Te Kanawa,Whakatāne,ᎠᏂ,ᓄᓇ,Begay,Kāne,Tupou
"""


def real_names() -> list[tuple[str, str]]:
    """Given and family names in pairs, each with two families, so that there are more than five hundred."""
    found = []
    for line in filter(None, _BY_PLACE.splitlines()):
        given, family = (part.split(",") for part in line.partition(": ")[2].split(" | "))
        found += [(one.strip(), family[place % len(family)].strip()) for place, one in enumerate(given)]
        found += [
            (one.strip(), family[(place + 3) % len(family)].strip()) for place, one in enumerate(given[:4])
        ]
    return list(dict.fromkeys(found))
