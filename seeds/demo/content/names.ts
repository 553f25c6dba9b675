interface NamePool { female: readonly string[], male: readonly string[], last: readonly string[] }

const words = (text: string): string[] => text.split(' ').map(word => word.replaceAll('_', ' '))

/** First and last names by where families come from; the people are invented by mixing them. */
export const namePools = {
  france: {
    female: words('Camille Léa Manon Chloé Emma Jade Louise Zoé Océane Mélanie Aurélie Élodie Justine Noémie Clémence Anaïs Maëlys Solène Agathe Marie-Lou Anne-Sophie Éloïse Héloïse Capucine Ambre Romane Coraline Gaëlle Priscille Maud'),
    male: words('Lucas Hugo Théo Enzo Nathan Mathis Maxime Quentin Loïc Gaël Rémi Jérémy Kévin Dylan Corentin Jean-Baptiste Pierre-Louis Étienne Aurélien Benoît Maël Titouan Baptiste Florian Tanguy Éric Cédric Joël Noël Yaël'),
    last: words('Martin Bernard Petit Durand Leroy Moreau Lefèvre Lefebvre Garnier Faure Rousseau Blanc Guérin Boyer Chevalier François Mercier Bonnet Clément Gauthier Perrin Masson Le_Goff Le_Gall Kerbrat Pichon Béguin Brunet Chauvin Delorme Fayolle Gérard Hervé Jouanneau Lacôte Mazurier Niveau Picaud Rabier Sénéchal Tixier Vachon Dumas-Perrin Roux-Delage d’Aubenton L’Hermitte de_Kermadec Vérité Crétin Bessière Cœur'),
  },
  maghreb: {
    female: words('Inès Yasmine Sarah Nour Lina Amina Samira Nadia Kenza Fatima Zohra Assia Imane Rania Chaïma Salma Hafsa Soraya'),
    male: words('Mohamed Yanis Rayan Karim Sofiane Bilal Mehdi Nassim Ilyès Amine Walid Hicham Abdelkader Zakaria Samir Ayoub Farès Tarek'),
    last: words('Belkacemi Benali Haddad Bouazza Cherif Mansouri El_Amrani El_Khattabi Aït_Saïd Aït_Ouali Ben_Youssef Bensalem Boudjemaa Ouali Zerrouki Khelifi Tahiri Lahlou Meziane Slimani Benhaddou Rahmani'),
  },
  westAfrica: {
    female: words('Aïssata Fatou Aminata Mariam Kadiatou Awa Bintou Djeneba Ramatoulaye Oumou Hawa Salimata Ndèye Rokhaya Adja'),
    male: words('Mamadou Ibrahima Ousmane Moussa Boubacar Abdoulaye Cheikh Souleymane Modibo Bakary Alassane Lamine Seydou Issa Youssouf'),
    last: words('Diallo Traoré Coulibaly Keïta Konaté Camara Sow Ba Bâ Diop N’Diaye Cissé Touré Sissoko Fofana Dramé Kanté Sylla Doumbia Soumaré Diakité Niakaté'),
  },
  centralAfrica: {
    female: words('Grâce Merveille Exaucée Divine Prisca Bénédicte Chancelvie Naomie Dorcas Plamedi'),
    male: words('Christ Dieumerci Josué Héritier Exaucé Glody Trésor Jordy Béni Gloire'),
    last: words('Mbemba Nzuzi Kabongo Ilunga Makiesse Mukendi Ngoma Bikindou Moukoko Essomba Ondo_Ndong Mbarga Nkodia Tshibangu'),
  },
  portugal: {
    female: words('Inês Mariana Sónia Catarina Beatriz Filipa Lurdes'),
    male: words('João Tiago Rui Nuno Fábio Hélder Luís'),
    last: words('da_Silva Ferreira dos_Santos Gonçalves Simões Conceição de_Sousa Araújo Magalhães'),
  },
  vietnam: {
    female: words('Mai Linh Hồng Lan Thảo Ngọc'),
    male: words('Minh Quang Duy Hoàng Khang Tuấn'),
    last: words('Nguyễn Trần Phạm Lê Đặng Vũ Huỳnh'),
  },
  china: {
    female: words('Mei Xiaoling Jing Yue Lihua'),
    male: words('Wei Jun Hao Zhihao Lei'),
    last: words('Chen Wu Li Zhou Ye Zheng'),
  },
  srilanka: {
    female: words('Priya Kavitha Abirami Tharsika'),
    male: words('Rajan Prakash Kajan Sinthujan'),
    last: words('Sivakumar Kandasamy Thevarajah Nadarajah Selvarajah'),
  },
  ukraine: {
    female: words('Olena Iryna Oksana Daryna Sofiia'),
    male: words('Oleksandr Andrii Bohdan Taras'),
    last: words('Shevchenko Kovalenko Bondarenko Melnyk Tkachuk'),
  },
  romania: {
    female: words('Ana Mirela Ioana Alina'),
    male: words('Ștefan Andrei Mihai Florin'),
    last: words('Ionescu Popa Rădulescu Munteanu Țurcanu'),
  },
  turkey: {
    female: words('Zeynep Elif Ayşe Büşra'),
    male: words('Emre Burak Mustafa Çağlar'),
    last: words('Yılmaz Çelik Öztürk Yıldırım Koç Şahin'),
  },
  caucasus: {
    female: words('Lusine Nino Ani Tamar'),
    male: words('Hayk Giorgi Aslan Levan'),
    last: words('Hakobyan Beridze Sargsyan Gelashvili Dudaïev'),
  },
  afghanistan: {
    female: words('Shirin Zahra Fereshteh Parwana'),
    male: words('Ahmad Farhad Hamid Omid Najib Zabiullah'),
    last: words('Ahmadi Rahimi Noorzai Hosseini Karimi Mohammadi Amiri Stanekzai'),
  },
  syria: {
    female: words('Hiba Lamis Rojin Rima'),
    male: words('Yusuf Khaled Baran Omar'),
    last: words('Al-Khatib Al-Sayed Darwish Haddad Al-Hamwi'),
  },
  reunion: {
    female: words('Marie-Annick Marie-Josée Laëtitia Anne-Gaëlle Murielle Élisa Angélique Sandrine Prisca Kimberley Océane Shaïna Devi Ludivine'),
    male: words('Jean-Fred Jean-Yves Ludovic Giovanni Jimmy Emmanuel Steeve Mickaël Dany Thierry Bryan Samuel Vishal Axel'),
    last: words('Hoarau Payet Grondin Boyer Rivière Fontaine Técher Dijoux Maillot Lebon Robert Nativel Turpin Ramassamy Virapoullé Moutoussamy Ah-Kiem Chane-Kune Bègue K/Bidi Zitte Folio Clain Vitry'),
  },
  caribbean: {
    female: words('Murielle Gladys Christelle Ketty Stella Naomie Lydie Maëva Rose-Lise Yolène'),
    male: words('Jordan Teddy Rodrigue Willy Fabrice Loïc Jean-Marc Ruddy Harry Kendrick'),
    last: words('Lacascade Césaire Saint-Louis Jean-Baptiste Marie-Sainte Élisabeth Zobda Bellerose Placide Théodore Joseph-Angélique Céleste Ramdine Nestoret Louis-Joseph'),
  },
  guyane: {
    female: words('Kétia Rosemonde Chantal Maïté Guylène Laura'),
    male: words('Kévin Wilfrid Fabien Jean-Philippe Rony Steeve'),
    last: words('Pindard Horth Thérèse Rézaire Jean-Louis Pierre-Antoine Sophie Clet'),
  },
  maroni: {
    female: words('Wendeline Amuna Saramina Suzanna Cornelia'),
    male: words('Djani Sawani Milton Marciano Edwin'),
    last: words('Amiemba Adjako Dinguiou Apatou Sabajo Amayota Djo'),
  },
  oyapock: {
    female: words('Tania Kouleya Pauline Lina'),
    male: words('Josimar Aloïke Jammes Tukano'),
    last: words('Kouyouli Yapara Palassissi Norino Da_Costa dos_Reis'),
  },
  haiti: {
    female: words('Guerda Wislande Mirlande Rose-Laure'),
    male: words('Rodlin Wilner Jean-Ronald Stanley'),
    last: words('Saint-Louis Jean-Baptiste Pierre-Louis Désir Charles Estimé'),
  },
  mayotte: {
    female: words('Anrafa Zaïnaba Echati Moinécha Fatima Nadjima Rouzouna'),
    male: words('Ansufouddine Soilihi Ali-Saïd Faïz Nassur Madi Abdou'),
    last: words('Madi Saïd_Ali M’Madi Boina Ahamada Houmadi Attoumani Bacar Ousseni Combo Abdallah_Mze'),
  },
  tahiti: {
    female: words('Hinano Vaimiti Tiare Heimana Moeata Maeva'),
    male: words('Teva Manuarii Heimoana Tamatoa Teiki'),
    last: words('Tehahe Teriʻitahi Tuheiava Maopi Faatau Teihotu Tapare'),
  },
  kanak: {
    female: words('Wassissi Pascaline Drikone Hnatcho Marie-Claire'),
    male: words('Wapone Passa Willy Jone Waïa'),
    last: words('Poadja Wamytan Wénéhoua Néaoutyine Trolue Hnaïje Kaloï'),
  },
  wallis: {
    female: words('Malia Sosefina Losa'),
    male: words('Petelo Soane Sosefo'),
    last: words('Falakiko Mataʻafa Tuʻulaki Lakalaka'),
  },
  miquelon: {
    female: words('Joëlle Maïté Anne-Laure Marguerite'),
    male: words('Yann Patxi Ronan Bixente'),
    last: words('Detcheberry Orsiny Briand Lafitte Goicoechea Apestéguy'),
  },
} satisfies Record<string, NamePool>

export type NamePoolKey = keyof typeof namePools
