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
  asia: {
    female: words('Mai Linh Hồng Lan Mei Xiaoling Sokha Anh_Thư Priya Kavitha'),
    male: words('Minh Quang Wei Jun Sopheap Rajan Duy_Khang Hao Prakash Tenzin'),
    last: words('Nguyễn Trần Phạm Lê Đặng Chen Wu Li E Kim Sok Keo Sivakumar Kandasamy Dorje Lama'),
  },
  eastern: {
    female: words('Olena Iryna Ana Mirela Zeynep Elif Lusine Nino Gulnara Jelena'),
    male: words('Oleksandr Andrii Ștefan Emre Burak Hayk Giorgi Dragan Aslan Łukasz'),
    last: words('Shevchenko Kovalenko Ionescu Popa Yılmaz Çelik Öztürk Yıldırım Hakobyan Beridze Petrović Nowak Łukasik Dudaïev Radu'),
  },
  middleEast: {
    female: words('Shirin Zahra Fereshteh Rojin Hiba Lamis'),
    male: words('Ahmad Farhad Hamid Omid Baran Yusuf'),
    last: words('Ahmadi Rahimi Noorzai Hosseini Karimi Al-Khatib Al-Sayed Darwish Mohammadi Amiri'),
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
    female: words('Wendeline Amuna Saramina Kétia Rosemonde Chantal Tania Maïté Guerda Luciana'),
    male: words('Kévin Djani Sawani Wilfrid Rony Fabien Jean-Philippe Josimar Milton Rodlin'),
    last: words('Sabajo Amiemba Adjako Dinguiou Apatou Saïbou Pindard Horth Thérèse Rézaire Jean-Louis Pierre-Antoine Da_Costa dos_Reis Kouyouli Yapara Palassissi'),
  },
  mayotte: {
    female: words('Anrafa Zaïnaba Echati Moinécha Fatima Nadjima Rouzouna'),
    male: words('Ansufouddine Soilihi Ali-Saïd Faïz Nassur Madi Abdou'),
    last: words('Madi Saïd_Ali M’Madi Boina Ahamada Houmadi Attoumani Bacar Ousseni Combo Abdallah_Mze'),
  },
  pacific: {
    female: words('Hinano Vaimiti Tiare Heimana Wassissi Pascaline Drikone Moeata'),
    male: words('Teva Manuarii Heimoana Tamatoa Wapone Passa Willy Jone'),
    last: words('Tehahe Teriʻitahi Tuheiava Maopi Faatau Poadja Wamytan Wénéhoua Néaoutyine Trolue Hnaïje Kaloï Mataʻafa Falakiko'),
  },
  miquelon: {
    female: words('Joëlle Maïté Anne-Laure Marguerite'),
    male: words('Yann Patxi Ronan Bixente'),
    last: words('Detcheberry Orsiny Briand Lafitte Goicoechea Apestéguy'),
  },
} satisfies Record<string, NamePool>

export type NamePoolKey = keyof typeof namePools
