console.log('noise');
